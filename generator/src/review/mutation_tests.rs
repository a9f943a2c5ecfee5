//! Random edits of the features, and edits of known kinds: each is explained in both directions, which name the same places.

use std::path::PathBuf;

use super::tests::{cases, input, subjects};
use super::{Review, Unexplained};
use crate::Diagnostics;
use crate::comparison::{Comparison, sides};
use crate::model::mutation_tests::{every_pointer, replacements, slot};
use crate::source::{Node, Pointer, parse};

/// How many mutations are tried; `REVIEW_MUTATIONS` is another number, and `REVIEW_SEED` the first seed.
const MUTATIONS: usize = 500;

/// A generator of numbers with a seed that a failure prints.
struct Dice(u64);

impl Dice {
    /// A number below `bound`. Source: Vigna, SplitMix64.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(bound.max(1)).expect("a bound"))
            .expect("an index")
    }
}

/// What happens to a node by chance.
#[derive(Clone, Copy, Debug)]
enum Edit {
    /// It is another value.
    Replace,
    /// It is gone.
    Remove,
    /// Its key is another one.
    Rename,
    /// It is a copy of another node of the description.
    Copy,
}

/// A description with one node edited by chance.
struct Mutation {
    /// The case, the place and the value, for messages.
    name: String,
    before: String,
    after: String,
}

impl Mutation {
    fn new(seed: usize, (path, text): &(PathBuf, String), edit: Edit) -> Self {
        let mut dice = Dice(u64::try_from(seed).expect("a seed"));
        let mut tree = parse("api", text, &mut Diagnostics::new()).expect("a tree");
        let mut pointers = Vec::new();
        every_pointer(&tree, &Pointer::root("api"), &mut pointers);
        let at = pointers[dice.below(pointers.len())].clone();
        let name = format!("seed {seed}: {}: {at}", path.display());
        let name = match edit {
            Edit::Replace => {
                let mut all = replacements();
                let replacement = all.swap_remove(dice.below(all.len()));
                let name = format!("{name} = {replacement:?}");
                *slot(&mut tree, &at) = replacement;
                name
            }
            Edit::Remove => {
                take(&mut tree, &at);
                format!("{name} is removed")
            }
            Edit::Rename => {
                if let (Some(node), Some(list)) = (take(&mut tree, &at), at.parent())
                    && let Node::Object(members) = slot(&mut tree, &list)
                {
                    members.insert("renamed".to_owned(), node);
                }
                format!("{name} is renamed")
            }
            Edit::Copy => {
                let from = &pointers[dice.below(pointers.len())];
                let copy = tree.at(from).expect("a node").clone();
                *slot(&mut tree, &at) = copy;
                format!("{name} is a copy of {from}")
            }
        };
        Self {
            name,
            before: text.clone(),
            after: tree.to_json().to_string(),
        }
    }
}

/// Removes a node.
fn take(tree: &mut Node, at: &Pointer) -> Option<Node> {
    let (list, key) = (at.parent()?, at.last()?);
    match slot(tree, &list) {
        Node::Object(members) => members.remove(&key),
        Node::Array(items) => Some(items.remove(key.parse().expect("an index"))),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => None,
    }
}

/// The changes with their places, for messages.
fn places(review: &Review) -> Vec<String> {
    let place = |at: &Option<Pointer>| at.as_ref().map(ToString::to_string).unwrap_or_default();
    let changes = review.changes.iter();
    changes
        .map(|change| format!("{} {} → {}", change.rule, place(&change.old), place(&change.new)))
        .collect()
}

/// A number from the environment.
fn number(variable: &str, default: usize) -> usize {
    let value = std::env::var(variable).ok();
    value.and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn mutations_are_explained_and_both_directions_name_the_same_places() {
    let compared = explained(&[Edit::Replace], number("REVIEW_MUTATIONS", MUTATIONS));
    assert!(compared[0] * 2 > compared[1], "{compared:?}");
}

#[test]
fn nodes_that_go_and_nodes_that_are_copied_are_explained() {
    let count = number("REVIEW_MUTATIONS", MUTATIONS / 3);
    let compared = explained(&[Edit::Remove, Edit::Rename, Edit::Copy], count);
    assert!(compared[0] * 8 > compared[1], "{compared:?}");
}

/// Compares originals with their mutations and the other way round, and counts the compared pairs and all.
fn explained(edits: &[Edit], count: usize) -> [usize; 2] {
    let first = number("REVIEW_SEED", 0);
    let cases = cases();
    let mut wrong = Vec::new();
    let seeds = first..first + count;
    let compared = seeds.filter(|seed| {
        let mutation = Mutation::new(*seed, &cases[seed % cases.len()], edits[seed % edits.len()]);
        eprintln!("{}", mutation.name);
        is_compared(mutation, &mut wrong)
    });
    let compared_count = compared.count();
    println!("{compared_count} of {count} mutations are compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    [compared_count, count]
}

/// Compares both directions, if both sides can be compared, and adds what is wrong.
fn is_compared(mutation: Mutation, wrong: &mut Vec<String>) -> bool {
    let (old, new) = (input(mutation.before), input(mutation.after));
    let mut comparison = Comparison::default();
    let Some((before, Some(after))) = sides(&old, &new, &mut comparison) else {
        return false;
    };
    if comparison.old.has_errors() || comparison.new.has_errors() {
        return false;
    }
    let (there, back) = (super::compare(&before, &after), super::compare(&after, &before));
    for (direction, review) in [("there", &there), ("back", &back)] {
        let left = review.unexplained.iter();
        let line =
            |one: &Unexplained| format!("{}\n    {direction}: {} {}", mutation.name, one.layer, one.what);
        let lines: Vec<String> = left.map(line).collect();
        if !lines.is_empty() {
            wrong.extend(lines);
            wrong.push(format!("    {direction}: of {:#?}", places(review)));
        }
    }
    let (a, b) = (subjects(&there, false), subjects(&back, true));
    if a != b {
        let (there, back): (Vec<_>, Vec<_>) = (a.difference(&b).collect(), b.difference(&a).collect());
        wrong.push(format!(
            "{}\n    there: {there:?}\n    back: {back:?}",
            mutation.name
        ));
    }
    true
}

/// Edits of kinds that a comparison did not explain: a case, a place, and the value there instead, or nothing.
const EDITS: &[(&str, &str, Option<&str>)] = &[
    (
        "answer_headers",
        "/paths/~1pets/post/responses/201/headers/X-Owner/content",
        Some("{renamed: {schema: {$ref: '#/components/schemas/Owner'}}}"),
    ),
    (
        "one_of_tag_in_variants",
        "/components/schemas/Shape/discriminator",
        None,
    ),
    ("aliases", "/components/schemas/Limit/type", None),
    (
        "recursion",
        "/components/schemas/Pet/properties/breeder/allOf/1/properties/breeder/properties/licence",
        Some("{}"),
    ),
    ("files", "/paths/~1keepers~1{id}/get/responses", None),
    ("files", "/paths/~1keepers~1{id}/get/parameters", None),
    (
        "one_of_documented_values",
        "/components/schemas/Settings/properties/colour/oneOf/0/type",
        Some("integer"),
    ),
    (
        "mixed_enum",
        "/components/schemas/Settings/properties/border/enum/1",
        None,
    ),
    (
        "mixed_enum",
        "/components/schemas/Settings/properties/border/enum/3",
        Some("true"),
    ),
    (
        "nullable_enum",
        "/components/schemas/Pet/properties/size/enum/2",
        None,
    ),
    (
        "names_of_operations",
        "/paths/~1a/get/responses/204",
        Some("{description: Done., content: {application/json: {schema: {type: string}}}}"),
    ),
    (
        "forms",
        "/paths/~1charges/post/requestBody/content/application~1x-www-form-urlencoded/encoding/expand/explode",
        None,
    ),
    ("shared", "/components/schemas/Right/allOf/0/$ref", None),
    (
        "idempotency_keys",
        "/paths/~1charges/post/parameters/0/required",
        None,
    ),
    (
        "one_of_by_kind",
        "/components/schemas/Value/oneOf/3",
        Some("integer"),
    ),
    ("shared", "/paths/~1b~1{id}/get", Some("{}")),
    ("split", "/components/schemas/PetId/readOnly", None),
    ("split", "/components/schemas/PetId/type", None),
    ("text_newtypes", "/components/schemas/PetName/type", None),
    ("shared_path_items", "/paths/~1a", Some("null")),
    (
        "raw_bodies",
        "/paths/~1bytes/put/requestBody/content",
        Some("{'': []}"),
    ),
    (
        "streams",
        "/paths/~1watch/get/responses/200/content/text~1event-stream/itemSchema/properties/event",
        Some("{type: integer}"),
    ),
    ("servers_of_operations", "/paths/~1pets/servers/0", None),
    ("security", "/paths/~1none/get/security", Some("integer")),
    (
        "streams",
        "/paths/~1watch/get/responses/200/content/text~1event-stream/itemSchema/required/1",
        None,
    ),
    (
        "one_of_by_kind",
        "/paths/~1value/put/requestBody/content",
        Some("{renamed: {schema: {$ref: '#/components/schemas/Value'}}}"),
    ),
    (
        "nullable_enum",
        "/components/schemas/Pet/properties/size/nullable",
        None,
    ),
    (
        "idempotency_keys",
        "/paths/~1reports/post/parameters/0/schema/type",
        None,
    ),
    (
        "any_of_open_enum",
        "/components/schemas/Model/properties/name",
        Some("{type: string, enum: [small, large]}"),
    ),
    (
        "content_parameters",
        "/paths/~1pets~1{where}/get/parameters/6/content/application~1sql",
        None,
    ),
    (
        "one_of_documented_values",
        "/components/schemas/Settings/properties/colour",
        Some("{type: string, enum: [blue]}"),
    ),
    (
        "answer_headers",
        "/paths/~1pets/get/responses/200/headers/Content-Type/schema/type",
        None,
    ),
    ("all_of_wrapped", "/components/schemas/Person", Some("true")),
    (
        "one_of_by_kind",
        "/components/schemas/Value/oneOf/2",
        Some("{type: array, items: {$ref: '#/components/schemas/Value'}}"),
    ),
    ("shared", "/components/schemas/Entry/properties/status/enum", None),
    (
        "xml",
        "/paths/~1document/put/responses/200/content/application~1xml/schema",
        None,
    ),
    (
        "pagination",
        "/paths/~1dropshot/get/parameters/0/schema/nullable",
        None,
    ),
    (
        "split",
        "/components/schemas/Visit/properties/number/type",
        Some("string"),
    ),
];

#[test]
fn edits_of_known_kinds_are_explained() {
    let cases = cases();
    let mut wrong = Vec::new();
    for (case, at, value) in EDITS {
        let is_it = |(path, _): &&(PathBuf, String)| path.file_stem().is_some_and(|stem| stem == *case);
        let (path, text) = cases.iter().find(is_it).expect("a case");
        let mut tree = parse("api", text, &mut Diagnostics::new()).expect("a tree");
        let at = Pointer::from_reference("api", &format!("#{at}")).expect("a pointer");
        assert!(tree.at(&at).is_some(), "{case}: {at}");
        match value {
            Some(value) => {
                *slot(&mut tree, &at) = parse("api", value, &mut Diagnostics::new()).expect("a value")
            }
            None => drop(take(&mut tree, &at)),
        }
        let mutation = Mutation {
            name: format!("{}: {at} is {}", path.display(), value.unwrap_or("removed")),
            before: text.clone(),
            after: tree.to_json().to_string(),
        };
        assert!(is_compared(mutation, &mut wrong), "{case}: {at}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
