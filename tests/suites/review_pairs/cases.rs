//! Inputs after public complaints about other tools, with the changes that a review must report and those that it must not.

use std::fs;
use std::path::PathBuf;

use generator::PlacePattern;
use generator::review::gate::Gate;
use generator::review::verdict::{Acceptance, Accepts, CrateVersion, Verdict, accept};
use generator::review::{Change, Effect, Review, Rule, Rust, Silent};
use serde_json::Value;
use tests::review::reports::Reports;

use super::{changes, compared, explained, worst};

/// The cases whose review differs from their rows, or that pass although they should fail, and why.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "all-of-member-renamed",
        "the branch is a type of the crate too, and it has another name",
    ),
    (
        "one-of-narrowed-in-answer",
        "the row is that of the other direction, in which a single type becomes a union",
    ),
    (
        "pattern-incomparable",
        "two rows, a stricter and a looser pattern, are one change here",
    ),
    (
        "required-parameters-re-ordered",
        "the lock pins the order of arguments, so that nothing changes",
    ),
];

/// The review of a case; `None` where the cases are missing.
fn case(name: &str) -> Option<Review> {
    let folder = folder(name)?;
    let review = compared(&folder);
    explained(&review, name);
    let expected = fs::read_to_string(folder.join("expected.json")).expect("a text");
    let expected: Value = serde_json::from_str(&expected).expect("JSON");
    let rows = expected.get("rows").and_then(Value::as_array);
    let rows = rows.into_iter().flatten().map(|row| row.as_str().expect("a row"));
    let is_reported = |row: &str| {
        review
            .changes
            .iter()
            .any(|change| change.rule.rows().contains(&row))
    };
    let lacks: Vec<&str> = rows.filter(|row| !is_reported(row)).collect();
    let exit = expected.get("exit_at_default_gate").and_then(Value::as_u64);
    let is_other = !lacks.is_empty() || exit != Some(self::exit(&review));
    let is_known = DIFFERENT.iter().any(|(other, _)| *other == name);
    assert_eq!(
        is_other, is_known,
        "{name}: {lacks:?}, {exit:?}: {:#?}",
        review.changes
    );
    Some(review)
}

fn folder(name: &str) -> Option<PathBuf> {
    tests::skip::shared(&format!("review/cases/{name}")).expect("the case")
}

/// The exit code at the default gate, with a client that has no version.
fn exit(review: &Review) -> u64 {
    let gate = Gate::default();
    let version = CrateVersion::new(None, None, Verdict::of(review).release());
    let is_failed = review.changes.iter().any(|change| gate.fails(change));
    u64::from(is_failed || !review.unexplained.is_empty() || !version.is_enough)
}

/// An acceptance of changes.
fn acceptance(what: Accepts, correction: bool) -> Acceptance {
    Acceptance {
        what,
        reason: "agreed".to_owned(),
        correction,
    }
}

/// Every case has a test here.
#[test]
fn there_are_no_more_cases() {
    if let Some(cases) = tests::skip::shared("review/cases").expect("the cases") {
        assert_eq!(super::folders(&cases).len(), 21);
    }
}

/// The only change beside that of `info.version`.
fn only(review: &Review) -> &Change {
    match changes(review).as_slice() {
        [change] => change,
        others => panic!("{others:#?}"),
    }
}

fn rules(review: &Review) -> Vec<Rule> {
    changes(review).iter().map(|change| change.rule).collect()
}

#[test]
fn removed_operations_are_separate_changes_with_separate_ids() {
    let Some(review) = case("accept-one-of-three") else {
        return;
    };
    assert_eq!(rules(&review), [Rule::OperationRemoved; 3]);
    let mut ids: Vec<&str> = changes(&review).iter().map(|change| change.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    let health = review.changes.iter().find(|of| of.from == "GET /health");
    let health = health.expect("a change").clone();
    let place = PlacePattern::parse("old", "#/paths/~1health").expect("a place");
    for what in [
        Accepts::Change(health.id.clone()),
        Accepts::Below(Rule::OperationRemoved, vec![place]),
    ] {
        let mut review = review.clone();
        let other = acceptance(Accepts::Change("0123456789ab".to_owned()), false);
        let unused = accept(&mut review, &[acceptance(what, false), other]);
        assert_eq!(unused, [1]);
        let open = |change: &&Change| Gate::default().fails(change);
        let open: Vec<&str> = review
            .changes
            .iter()
            .filter(open)
            .map(|of| of.from.as_str())
            .collect();
        assert_eq!(open.len(), 2, "{open:?}");
        assert!(!open.contains(&"GET /health"), "{open:?}");
    }
}

#[test]
fn a_renamed_branch_of_a_merged_type_removes_no_member() {
    let Some(review) = case("all-of-member-renamed") else {
        return;
    };
    let added = review.changes.iter().find(|of| of.rule == Rule::PropertyAdded);
    let added = added.expect("a property");
    assert_eq!(
        (added.subject.as_str(), added.rust),
        ("SendThingRequest.c", Rust::Minor)
    );
    let removes = |rule: &Rule| matches!(rule, Rule::PropertyRemoved | Rule::RequiredPropertyRemoved);
    assert!(!rules(&review).iter().any(removes));
    assert_eq!(worst(&review).0, Effect::None);
}

#[test]
fn both_changes_of_a_shared_schema_are_reported() {
    let Some(review) = case("array-to-object-in-shared") else {
        return;
    };
    let find = |subject: &str| review.changes.iter().find(|of| of.subject == subject);
    let (list, added) = (find("S.p").expect("a change"), find("S.r").expect("a change"));
    assert_eq!((list.rule, list.old_clients), (Rule::TypeChanged, Effect::Break));
    assert_eq!(
        (added.rule, added.old_clients),
        (Rule::PropertyAdded, Effect::None)
    );
}

#[test]
fn a_value_that_a_nested_enum_loses_breaks_requests() {
    let Some(review) = case("enum-in-deep-object") else {
        return;
    };
    let change = only(&review);
    assert_eq!(
        (change.rule, change.from.as_str()),
        (Rule::EnumValueRemoved, "\"c\"")
    );
    assert_eq!(change.old_clients, Effect::Break);
    let old = change.old.as_ref().expect("a place").to_string();
    assert!(old.ends_with("properties/origin/enum/2"), "{old}");
}

#[test]
fn a_value_that_may_be_null_in_a_response_breaks_old_clients() {
    let Some(review) = case("fixed-description-not-server") else {
        return;
    };
    let change = only(&review);
    assert_eq!(change.rule, Rule::BecameNullable);
    assert_eq!((change.old_clients, change.rust), (Effect::Break, Rust::Major));
    assert!(change.accepted.is_none());
    let mut accepted = review.clone();
    let entry = acceptance(Accepts::Change(change.id.clone()), true);
    assert_eq!(accept(&mut accepted, &[entry]), [0_usize; 0]);
    let change = only(&accepted);
    assert!(!Gate::default().fails(change));
    assert!(change.accepted.as_ref().is_some_and(|of| of.correction));
    assert_eq!(Verdict::of(&accepted).release(), Rust::Major);
}

#[test]
fn an_inline_enum_that_becomes_a_component_is_renamed() {
    let Some(review) = case("inline-enum-to-ref-31") else {
        return;
    };
    let change = only(&review);
    assert_eq!((change.from.as_str(), change.to.as_str()), ("ThingRole", "Role"));
    let (old_clients, new_clients, rust, silent) = worst(&review);
    assert_eq!((old_clients, new_clients), (Effect::None, Effect::None));
    assert_eq!((rust, silent), (Rust::Major, Silent::No));
}

#[test]
fn a_property_that_moves_into_a_base_is_no_change_of_the_whole() {
    let Some(review) = case("moved-into-base") else {
        return;
    };
    for change in changes(&review) {
        assert!(change.subject.starts_with("Lite"), "{change:#?}");
        assert_eq!(change.rule, Rule::PropertyAdded);
        assert!(change.uses.is_empty(), "no operation has it");
    }
    assert_eq!(worst(&review).0, Effect::None);
}

/// `generate` reads a misspelled type as any value. A comparison would show that as a change of the API.
#[test]
fn a_fault_of_the_new_side_alone_is_not_compared() {
    let Some(folder) = tests::skip::shared("review/cases/new-is-broken").expect("the case") else {
        return;
    };
    let (old, new) = (super::text(&folder, "old"), super::text(&folder, "new"));
    let comparison = generator::review(&super::input("old", old), &super::input("new", new));
    assert!(comparison.review.is_none());
    let printed = comparison.new.to_string();
    assert!(
        printed.contains("error[wrong-type]") && printed.contains("new:5:"),
        "{printed}"
    );
}

#[test]
fn a_narrower_union_in_a_response_does_not_break_old_clients() {
    let Some(review) = case("one-of-narrowed-in-answer") else {
        return;
    };
    let change = only(&review);
    assert_eq!(
        (change.old_clients, change.new_clients),
        (Effect::None, Effect::Break)
    );
    assert_eq!(change.rust, Rust::Major);
}

#[test]
fn a_new_operation_id_keeps_the_name_in_rust() {
    let Some(review) = case("operation-id-renamed") else {
        return;
    };
    let change = only(&review);
    assert_eq!(change.rule, Rule::OperationIdChanged);
    assert_eq!(
        worst(&review),
        (Effect::None, Effect::None, Rust::Patch, Silent::No)
    );
    assert!(change.message.contains("list_things"), "{}", change.message);
}

#[test]
fn an_optional_parameter_is_minor() {
    let Some(review) = case("optional-query-added") else {
        return;
    };
    let change = only(&review);
    assert_eq!((change.old_clients, change.rust), (Effect::None, Rust::Minor));
}

#[test]
fn a_parameter_that_moves_to_the_path_item_is_no_change() {
    let Some(review) = case("parameter-to-path-level") else {
        return;
    };
    assert_eq!(rules(&review), []);
}

#[test]
fn equal_patterns_have_no_effect() {
    let Some(review) = case("pattern-equal") else {
        return;
    };
    let (old_clients, new_clients, rust, _) = worst(&review);
    assert_eq!(
        (old_clients, new_clients, rust),
        (Effect::None, Effect::None, Rust::Patch)
    );
}

#[test]
fn patterns_that_neither_contains_break_requests_both_ways() {
    let Some(review) = case("pattern-incomparable") else {
        return;
    };
    let change = only(&review);
    assert_eq!(change.rule, Rule::PatternChanged);
    assert_eq!(change.old_clients, Effect::Break);
    assert!(!change.message.contains("stricter"), "{}", change.message);
    assert!(change.witness.is_some());
    for each_way in [
        "was valid and is refused now (proved)",
        "is valid now and was refused (proved)",
    ] {
        assert!(
            change.wire.iter().any(|fact| fact.ends_with(each_way)),
            "{:?}",
            change.wire
        );
    }
}

#[test]
fn a_removed_property_is_at_the_properties_of_the_new_description() {
    let Some(review) = case("removed-annotated-on-parent") else {
        return;
    };
    let change = only(&review);
    let place = |at: &Option<generator::Pointer>| at.as_ref().map(ToString::to_string);
    let properties = "#/components/schemas/Thing/properties";
    assert_eq!(place(&change.new).as_deref(), Some(properties));
    assert_eq!(place(&change.old), Some(format!("{properties}/b")));
    let Some(folder) = folder("removed-annotated-on-parent") else {
        return;
    };
    let (old, new) = (super::text(&folder, "old"), super::text(&folder, "new"));
    let line = |text: &str, key: &str| text.lines().position(|line| line.contains(key)).map(|at| at + 1);
    let annotations = Reports::of(&old, &new).annotations;
    let line = line(&new, "properties").expect("a line");
    assert!(
        annotations.contains(&format!("file=spec/api.yaml,line={line},")),
        "{annotations}"
    );
}

/// The lock pins the order of arguments, so nothing changes for code either.
#[test]
fn required_parameters_in_another_order_keep_their_order_in_rust() {
    let Some(review) = case("required-parameters-re-ordered") else {
        return;
    };
    assert_eq!(rules(&review), []);
}

#[test]
fn a_default_does_not_make_a_required_property_optional() {
    let Some(review) = case("required-with-default") else {
        return;
    };
    let change = only(&review);
    assert_eq!(
        (change.subject.as_str(), change.old_clients),
        ("Thing.qty", Effect::Break)
    );
    let help = change.help.as_deref().expect("help");
    assert!(
        help.contains("accept the change if servers take requests without it"),
        "{help}"
    );
}

#[test]
fn another_version_of_openapi_is_no_change() {
    let Some(review) = case("respelled-30-31") else {
        return;
    };
    assert_eq!(rules(&review), []);
}

#[test]
fn a_cycle_through_all_of_has_one_change() {
    let Some(review) = case("ring-through-all-of") else {
        return;
    };
    let change = only(&review);
    assert_eq!(
        (change.rule, change.old_clients),
        (Rule::PropertyAdded, Effect::None)
    );
}

#[test]
fn a_new_scope_breaks_old_tokens() {
    let Some(review) = case("scope-added") else { return };
    let change = only(&review);
    assert_eq!((change.old_clients, change.rust), (Effect::Break, Rust::Patch));
    assert_ne!(change.silent, Silent::No);
    assert!(change.to.contains("write"), "{}", change.to);
}

#[test]
fn a_change_of_a_shared_schema_is_one_change_with_its_uses() {
    let Some(review) = case("shared-by-forty") else {
        return;
    };
    let change = only(&review);
    assert_eq!(change.uses.len(), 40);
    assert!(
        change
            .uses
            .iter()
            .any(|of| (of.at.as_str(), of.place.as_str()) == ("GET /a0", "200"))
    );
}
