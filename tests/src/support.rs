//! The table of supported keywords in the book, printed from the generator's keyword table.

use std::collections::BTreeSet;

use generator::internals::dialect::{Dialect, Handling, Keys, Keyword, Object, Rows, Rule, Takes};

/// The versions of OpenAPI in order. The tables of the last one include those of the others.
const VERSIONS: [(Dialect, &str); 3] = [
    (Dialect::OpenApi30, ""),
    (Dialect::OpenApi31, "3.1: "),
    (Dialect::OpenApi32, "3.2: "),
];
const LAST: Dialect = Dialect::OpenApi32;

const HEAD: &str = "\
| object | typed | documentation | ignored, with a note | lost, with a warning |
|---|---|---|---|---|
";

/// The table with one row for each object of the specification. An object of which nothing is read has no row. The keyword that
/// leads to it is listed.
pub fn table() -> String {
    let mut objects = BTreeSet::new();
    reach(Object::OpenApi, &mut objects);
    let rows = objects.into_iter().map(row);
    [HEAD.to_owned()].into_iter().chain(rows).collect()
}

fn row(object: Object) -> String {
    let name = object.name();
    let rows = match object.keys_in(LAST) {
        Keys::Fixed(rows) => rows,
        Keys::Free(rule, _) => return format!("| {name} | {} | | | |\n", any(rule)),
    };
    let cells = [
        &[Handling::Typed][..],
        &[Handling::Annotation],
        &[Handling::Ignored],
        &[Handling::NotEnforced, Handling::NotGenerated],
    ];
    let cells = cells.map(|handlings| cell(object, rows, handlings));
    format!(
        "| {name} |{} |\n",
        cells
            .map(|cell| format!(" {cell}").trim_end().to_owned())
            .join(" |")
    )
}

fn any(rule: Rule) -> &'static str {
    match rule {
        Rule::Path => "every path",
        Rule::Status => "every status, range and `default`",
        Rule::None => "every name",
    }
}

/// The keywords with this handling, by the version that introduced them, in the order of its table.
fn cell(object: Object, rows: Rows, handlings: &[Handling]) -> String {
    let mut seen = BTreeSet::new();
    let mut parts = Vec::new();
    for (version, label) in VERSIONS {
        let names = names(object, version);
        let new = names.into_iter().filter(|name| seen.insert(*name));
        let has_handling = |name: &&str| {
            let keyword = rows.get(name);
            keyword.is_some_and(|keyword| handlings.contains(&keyword.handling))
        };
        let listed = new.filter(has_handling).collect::<Vec<_>>();
        if !listed.is_empty() {
            parts.push(format!("{label}`{}`", listed.join(" ")));
        }
    }
    parts.join("; ")
}

/// The keywords that the version allows.
fn names(object: Object, version: Dialect) -> Vec<&'static str> {
    match object.keys_in(version) {
        Keys::Fixed(rows) => rows
            .iter()
            .map(|keyword| keyword.name)
            .filter(|name| !object.is_early(name, version))
            .collect(),
        Keys::Free(..) => Vec::new(),
    }
}

/// Collects the object and all objects that are read below it.
fn reach(object: Object, reached: &mut BTreeSet<Object>) {
    if !reached.insert(object) {
        return;
    }
    match object.keys_in(LAST) {
        Keys::Fixed(rows) => rows
            .iter()
            .filter(|keyword| is_read(keyword))
            .for_each(|keyword| below(keyword.takes, reached)),
        Keys::Free(_, takes) => below(takes, reached),
    }
}

fn is_read(keyword: &Keyword) -> bool {
    match keyword.handling {
        Handling::Typed | Handling::Annotation | Handling::NotEnforced => true,
        Handling::Ignored | Handling::NotGenerated => false,
    }
}

fn below(takes: Takes, reached: &mut BTreeSet<Object>) {
    match takes {
        Takes::Inline(object) | Takes::Reference(object) => reach(object, reached),
        Takes::SchemaOrFlag => reach(Object::Schema, reached),
        Takes::Items(takes) | Takes::Map(takes) => below(*takes, reached),
        Takes::Any
        | Takes::Text
        | Takes::Flag
        | Takes::Number
        | Takes::NumberOrFlag
        | Takes::Count
        | Takes::Choice(_)
        | Takes::TypeNames(_) => {}
    }
}
