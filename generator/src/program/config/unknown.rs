//! Finds keys that no option has, before the values are parsed.

use generator::diagnostics::did_you_mean;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::table::{Row, Shape};

/// The first key of the text that the shape does not have: its place, and the message. `None` also if the text can't be parsed.
pub(super) fn first(text: &str, shape: &Shape) -> Option<(usize, String)> {
    let root = DeTable::parse(text).ok()?;
    let mut found = Vec::new();
    match shape {
        Shape::Table(rows) => table(root.get_ref(), rows, &mut found),
        Shape::Text
        | Shape::Boolean
        | Shape::Integer
        | Shape::Words(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Either(_)
        | Shape::Any => {}
    }
    found.into_iter().min()
}

fn table(members: &DeTable<'_>, rows: &[Row], found: &mut Vec<(usize, String)>) {
    for (key, member) in members {
        match rows.iter().find(|row| row.key == key.get_ref()) {
            Some(row) => value(member, &row.shape, found),
            None => found.push((key.span().start, message(key.get_ref(), rows))),
        }
    }
}

fn value(node: &Spanned<DeValue<'_>>, shape: &Shape, found: &mut Vec<(usize, String)>) {
    match (node.get_ref(), shape) {
        (DeValue::Table(members), Shape::Table(rows)) => table(members, rows, found),
        (DeValue::Table(members), Shape::Map(shape)) => {
            members.values().for_each(|member| value(member, shape, found));
        }
        (DeValue::Table(_), Shape::Either(shapes)) => {
            let tables = shapes.iter().filter(|shape| matches!(shape, Shape::Table(_)));
            tables.for_each(|shape| value(node, shape, found));
        }
        (DeValue::Array(items), Shape::List(shape)) => {
            items.iter().for_each(|item| value(item, shape, found))
        }
        // The parser reports values of a wrong type.
        (
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_),
            _,
        ) => {}
    }
}

fn message(key: &str, rows: &[Row]) -> String {
    let names: Vec<&str> = rows.iter().map(|row| row.key).collect();
    match did_you_mean(key, names.iter().copied()) {
        Some(similar) => format!("unknown field `{key}`: did you mean `{similar}`?"),
        None => {
            let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
            format!("unknown field `{key}`: expected {}", names.join(", "))
        }
    }
}
