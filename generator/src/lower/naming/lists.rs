//! Places in lists: an index refers to another item when a list is reordered. So the lock identifies a parameter by
//! its name or by its position in the path, and a variant by its constant. Indices are only used within a run.

use crate::lower::operation::paths::template;
use crate::model::Model;
use crate::source::{Node, Pointer, bundle};

/// A place of this description, as the lock spells it; `None` if both are the same.
pub(crate) fn named(model: &Model<'_>, place: &str) -> Option<String> {
    if !place.split('/').any(|token| token.parse::<usize>().is_ok()) {
        return None;
    }
    changed(model, place, |list, token, path| {
        let index: usize = token.parse().ok()?;
        Some((name_in(list, index, path)?, index))
    })
}

/// A place of the lock, in this description; `None` if both are the same, or if nothing is there.
pub(crate) fn indexed(model: &Model<'_>, place: &str) -> Option<String> {
    // A space is `%20` in a reference into another document.
    if !place.contains([' ', '=', '%']) {
        return None;
    }
    changed(model, place, |list, token, path| {
        let is_it = |index: &usize| name_in(list, *index, path).is_some_and(|name| name == token);
        let index = (0..list.len()).find(is_it)?;
        Some((index.to_string(), index))
    })
}

/// The place with each list item spelled by `spell`, which also returns its index; `None` if that changes nothing.
fn changed(
    model: &Model<'_>,
    place: &str,
    spell: impl Fn(&[&Node], &str, Option<&str>) -> Option<(String, usize)>,
) -> Option<String> {
    let at = bundle::at_key(model.root(), place)?;
    let mut tokens: Vec<_> = at.tokens().collect();
    let path = tokens.first().filter(|first| *first == "paths");
    let path = path.and_then(|_| tokens.get(1)).cloned();
    let mut node = model.node(model.root());
    let mut is_changed = false;
    for token in &mut tokens {
        let list = node.and_then(Node::as_array);
        let spelled = list.and_then(|list| Some((list, spell(&ends(model, list), token, path.as_deref())?)));
        node = match spelled {
            Some((list, (spelled, index))) => {
                is_changed |= *token != spelled;
                *token = spelled.into();
                list.get(index)
            }
            None => node.and_then(|node| child(node, token)),
        };
    }
    let to = || model.root().descend(tokens.iter().map(AsRef::as_ref));
    is_changed.then(|| bundle::key(&to()).into_owned())
}

/// The items of a list. A parameter in it may be a reference.
fn ends<'n>(model: &Model<'n>, list: &'n [Node]) -> Vec<&'n Node> {
    let end = |item: &'n Node| {
        let reference = item.get("$ref")?.as_str()?;
        let at = Pointer::from_reference(model.root().document(), reference)?;
        let end = model.node(&model.end(&at))?;
        end.get("in").map(|_| end)
    };
    list.iter().map(|item| end(item).unwrap_or(item)).collect()
}

fn child<'n>(node: &'n Node, token: &str) -> Option<&'n Node> {
    match node.as_array() {
        Some(list) => list.get(token.parse::<usize>().ok()?),
        None => node.get(token),
    }
}

/// The key that distinguishes this item from all others in the list. `None` if there is none.
fn name_in(list: &[&Node], index: usize, path: Option<&str>) -> Option<String> {
    let name = name(list.get(index)?, path)?;
    let same = list
        .iter()
        .filter(|item| self::name(item, path).as_ref() == Some(&name));
    (same.count() == 1).then_some(name)
}

fn name(item: &Node, path: Option<&str>) -> Option<String> {
    let text = |key: &str| item.get(key)?.as_str();
    if let (Some(name), Some(place)) = (text("name"), text("in")) {
        let position = path.and_then(template).filter(|_| place == "path");
        let position = position.and_then(|names| names.iter().position(|other| *other == name));
        return Some(match position {
            Some(position) => format!("path {position}"),
            None => format!("{name} {place}"),
        });
    }
    let constant = |(key, property): (&String, &Node)| match property.get("enum")?.as_array()? {
        [only] => Some(format!("{key}={}", only.as_str()?)),
        _ => None,
    };
    let properties = item.get("properties")?.as_object()?;
    properties.iter().filter_map(constant).min()
}
