//! Docs: the documentation of generated items, and the Info Object.

use super::facets::{Facets, JsonType};
use crate::diagnostics::Diagnostics;
use crate::ir::{Assertion, Bound, Constraints, Docs, Info, Number, TextFormat, code, width_of};
use crate::model::Model;

/// The documentation of a schema's item.
pub(crate) fn of(facets: &Facets, constraints: &Constraints) -> Docs {
    let text = match (&facets.title, &facets.description) {
        (Some(title), Some(text)) if !text.is_empty() && !same(title, text) && title.contains(' ') => {
            Some(format!("{title}\n\n{text}"))
        }
        (title, None) => title.clone().filter(|title| title.contains(' ')),
        (_, Some(text)) => Some(text.clone()),
    };
    Docs {
        text: text.filter(|text| !text.trim().is_empty()),
        notes: notes(facets, constraints),
    }
}

/// Documentation that consists only of text.
pub(crate) fn plain(text: Option<String>) -> Docs {
    Docs {
        text: text.filter(|text| !text.trim().is_empty()),
        notes: Vec::new(),
    }
}

/// A summary, and the text after it.
pub(crate) fn summarised(summary: Option<String>, description: Option<String>) -> Docs {
    match (summary, description) {
        (Some(summary), Some(text)) if !same(&summary, &text) && !text.is_empty() => {
            plain(Some(format!("{}\n\n{text}", summary.trim())))
        }
        (summary, text) => plain(summary.filter(|summary| !summary.is_empty()).or(text)),
    }
}

fn same(a: &str, b: &str) -> bool {
    a.trim().trim_end_matches('.') == b.trim().trim_end_matches('.')
}

fn notes(facets: &Facets, constraints: &Constraints) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(format) = &facets.format
        && !matches!(format.as_str(), "int64" | "double" | "float" | "password")
        && !is_shown(facets, constraints, format)
    {
        notes.push(format!("Format: {}.", code(format)));
    }
    if let Some((pattern, _)) = &facets.raw.pattern {
        notes.push(format!("Pattern: {}.", code(pattern)));
    }
    let length = counted(constraints.min_length, constraints.max_length, "character");
    notes.extend(listed("Length:", [length]));
    notes.extend(value(facets, constraints));
    let items = counted(constraints.min_items, constraints.max_items, "item");
    let unique = constraints.unique_items.then(|| "no two equal".to_owned());
    notes.extend(listed("Holds", [items, unique]));
    let properties = counted(constraints.min_properties, constraints.max_properties, "property");
    notes.extend(listed("Holds", [properties]));
    notes.extend(constraints.more.iter().filter_map(alternatives));
    if facets.read_only {
        notes.push("Read-only: the server sets it.".to_owned());
    }
    if facets.write_only {
        notes.push("Write-only: the server never returns it.".to_owned());
    }
    if let Some(default) = &facets.default {
        notes.push(format!("Default, when absent: {}.", code(&default.to_string())));
    }
    if let Some(example) = &facets.example {
        let example = example.to_string();
        if example.chars().count() <= 80 {
            notes.push(format!("Example: {}.", code(&example)));
        }
    }
    notes
}

/// Whether the type itself expresses the format.
fn is_shown(facets: &Facets, constraints: &Constraints, format: &str) -> bool {
    let has_type = facets.ty == Some(JsonType::String) && TextFormat::of(format).is_some();
    // A newtype for other constraints does not.
    let is_plain = facets.enumeration.is_none()
        && constraints.pattern.is_none()
        && constraints.min_length.is_none()
        && constraints.max_length.is_none();
    has_type && is_plain
}

/// The constraints of a number. Formats such as `int32` imply their bounds.
fn value(facets: &Facets, constraints: &Constraints) -> Option<String> {
    let width = facets.format.as_deref().and_then(width_of);
    let (least, most) = width.unzip();
    let own = |bound: Option<Bound>, limit: Option<i64>| {
        bound.filter(|bound| Some(bound.value) != limit.map(Number::I64))
    };
    let bounds = match (own(constraints.minimum, least), own(constraints.maximum, most)) {
        (Some(min), Some(max)) if !min.exclusive && !max.exclusive => {
            let (min, max) = (number(min.value), number(max.value));
            [Some(format!("{min} to {max}")), None]
        }
        (min, max) => {
            let least = |bound: Bound| if bound.exclusive { "above" } else { "at least" };
            let most = |bound: Bound| if bound.exclusive { "below" } else { "at most" };
            [
                min.map(|bound| format!("{} {}", least(bound), number(bound.value))),
                max.map(|bound| format!("{} {}", most(bound), number(bound.value))),
            ]
        }
    };
    let [min, max] = bounds;
    let step = constraints
        .multiple_of
        .map(|step| format!("a multiple of {}", number(step)));
    listed("Value:", [min, max, step])
}

/// Properties of which exactly one, or at least one, is required.
fn alternatives(assertion: &Assertion) -> Option<String> {
    let (Assertion::One(all) | Assertion::Any(all)) = assertion else {
        return None;
    };
    let how = if matches!(assertion, Assertion::One(_)) {
        "exactly"
    } else {
        "at least"
    };
    let names = all.iter().map(|one| {
        let [Assertion::Required(names)] = one.more.as_slice() else {
            return None;
        };
        let names: Vec<String> = names.iter().map(|name| code(name)).collect();
        Some(names.join(" and "))
    });
    let names = names.collect::<Option<Vec<_>>>()?;
    Some(format!("Has {how} one of: {}.", names.join(", ")))
}

fn listed(what: &str, facts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    (!facts.is_empty()).then(|| format!("{what} {}.", facts.join(", ")))
}

/// `1 to 80 characters`, `at least 1 item`.
fn counted(min: Option<u64>, max: Option<u64>, noun: &str) -> Option<String> {
    let nouns = |count: u64| match (count, noun) {
        (1, noun) => noun.to_owned(),
        (_, "property") => "properties".to_owned(),
        (_, noun) => format!("{noun}s"),
    };
    Some(match (min, max) {
        (Some(min), Some(max)) if min == max => format!("{min} {}", nouns(min)),
        (Some(min), Some(max)) => format!("{min} to {max} {}", nouns(max)),
        (Some(min), None) => format!("at least {min} {}", nouns(min)),
        (None, Some(max)) => format!("at most {max} {}", nouns(max)),
        (None, None) => return None,
    })
}

fn number(number: Number) -> String {
    match number {
        Number::I64(n) => n.to_string(),
        Number::U64(n) => n.to_string(),
        Number::F64(n) => n.to_string(),
    }
}

/// `info` of the description.
pub(crate) fn info(model: &Model<'_>, diagnostics: &mut Diagnostics) -> Info {
    let info = model.info(diagnostics);
    Info {
        title: info.title,
        version: info.version,
        docs: plain(info.description),
    }
}
