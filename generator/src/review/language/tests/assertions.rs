use super::relation;
use crate::ir::{Api, Assertion, Constraints, Kinds};
use crate::review::language::Relation::{Equal, Incomparable, Narrower, Undecided, Wider};
use crate::review::language::{Domain, Values, compare};

fn demands(more: Vec<Assertion>) -> Constraints {
    Constraints {
        more,
        ..Constraints::default()
    }
}

fn required(names: &[&str]) -> Assertion {
    Assertion::Required(names.iter().map(|name| (*name).to_owned()).collect())
}

fn texts(texts: &[&str]) -> Assertion {
    Assertion::Values(texts.iter().map(|text| (*text).to_owned()).collect())
}

#[test]
fn lists_of_assertions_are_compared_as_sets() {
    let at_most = |length| Constraints {
        max_length: Some(length),
        ..Constraints::default()
    };
    let properties = |length| Assertion::Properties(vec![("b".to_owned(), at_most(length))]);
    let contains = |least| Assertion::Contains {
        of: Box::new(at_most(1)),
        least,
        most: None,
    };
    let rows = [
        (vec![], vec![], Equal, None, None),
        (vec![required(&["b"])], vec![required(&["b"])], Equal, None, None),
        (
            vec![required(&["b"])],
            vec![required(&["b", "c"])],
            Narrower,
            Some(r#"{"b":null}"#),
            None,
        ),
        (
            vec![required(&["b"])],
            vec![required(&["c"])],
            Incomparable,
            Some(r#"{"b":null}"#),
            Some(r#"{"c":null}"#),
        ),
        (vec![], vec![required(&["b"])], Narrower, Some("{}"), None),
        (
            vec![required(&["b"]), required(&["c"])],
            vec![required(&["c", "b"])],
            Equal,
            None,
            None,
        ),
        (
            vec![Assertion::Kind(Kinds::STRING)],
            vec![],
            Wider,
            None,
            Some("0"),
        ),
        (
            vec![texts(&["1", "\"x\""])],
            vec![texts(&["\"x\"", "1.0"])],
            Equal,
            None,
            None,
        ),
        (
            vec![texts(&["1", "2"])],
            vec![texts(&["2", "3"])],
            Incomparable,
            Some("1"),
            Some("3"),
        ),
        (vec![properties(3)], vec![properties(2)], Narrower, None, None),
        (
            vec![properties(3), required(&["b"])],
            vec![properties(3)],
            Wider,
            None,
            Some("{}"),
        ),
        (vec![contains(1)], vec![contains(2)], Narrower, None, None),
        (
            vec![Assertion::Not(Box::new(at_most(3)))],
            vec![Assertion::Not(Box::new(at_most(2)))],
            Wider,
            None,
            None,
        ),
        (vec![Assertion::Never], vec![], Wider, None, Some("\"\"")),
        (
            vec![Assertion::One(vec![at_most(3), at_most(1)])],
            vec![Assertion::Any(vec![at_most(3)])],
            Undecided,
            None,
            Some("\"\""),
        ),
    ];
    let api = Api::default();
    for (old, new, relation, only_old, only_new) in rows {
        let (old, new) = (demands(old), demands(new));
        let side = |constraints| Values {
            domain: Domain::Kinds(Kinds::ANY),
            constraints,
            api: &api,
        };
        let found = compare(side(&old), side(&new));
        let examples = (found.only_old.as_deref(), found.only_new.as_deref());
        assert_eq!(
            (found.relation, examples),
            (relation, (only_old, only_new)),
            "{old:?} and {new:?}"
        );
    }
}

/// The names of tables say nothing: two descriptions may give one name to different patterns.
#[test]
fn patterns_of_names_are_compared_by_their_automata() {
    let schema = |pattern: &str, most: u32| {
        format!("{{type: object, patternProperties: {{'{pattern}': {{type: string, maxLength: {most}}}}}}}")
    };
    let found = relation(&schema("^x-", 3), &schema("^[x]-", 3));
    assert_eq!(found.relation, Equal);
    let found = relation(&schema("^x-", 3), &schema("^y-", 3));
    assert_ne!(found.relation, Equal);
}

/// Each level asks about both directions of the next one.
#[test]
fn nested_assertions_take_bounded_time() {
    let nested = |innermost: u64| {
        let mut constraints = Constraints {
            max_length: Some(innermost),
            ..Constraints::default()
        };
        for _ in 0..40 {
            constraints = demands(vec![Assertion::One(vec![
                constraints.clone(),
                Constraints::default(),
            ])]);
        }
        constraints
    };
    let (old, new) = (nested(1), nested(2));
    let api = Api::default();
    let side = |constraints| Values {
        domain: Domain::Kinds(Kinds::ANY),
        constraints,
        api: &api,
    };
    let found = compare(side(&old), side(&new));
    assert_ne!(found.relation, Equal);
}
