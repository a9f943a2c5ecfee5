//! The names of methods whose `operationId` repeats what the caller sees anyway: the path, the class or the tag.

use std::collections::BTreeMap;

use crate::ir::Method;
use crate::lower::Lowering;
use crate::model::PathItem;
use crate::naming;
use crate::source::{Node, Pointer};

/// The part of an `operationId` that names the operation below its tag. `None` if that is the whole id.
///
/// - FastAPI (`generate_unique_id`): the name of the function, then the path and the method: `get_item_items__item_id__get`.
/// - NestJS (`operationIdFactory`): the class, then the name of its method: `ItemsController_get`. The tag groups the methods of a
///   class, so only operations with a tag are named without it.
/// - An id may begin with the tag: `items/list`, `items_list`. The method that returns the tag's operations has that name already.
fn own_part<'i>(id: &'i str, method: &Method, path: &str, tag: Option<&str>) -> Option<&'i str> {
    let chosen = without_path(id, method, path);
    let below = tag.map_or(chosen, |tag| {
        let of_class = chosen.split_once("Controller_").map(|(_, own)| own);
        of_class.unwrap_or_else(|| without_tag(chosen, tag))
    });
    let is_name = is_name(below) && !naming::is_reserved(&naming::snake(below));
    (below != id && is_name).then_some(below)
}

/// The id without the path and the method at its end, as FastAPI spells them.
fn without_path<'i>(id: &'i str, method: &Method, path: &str) -> &'i str {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let path: String = path.chars().map(|c| if is_word(c) { c } else { '_' }).collect();
    let ending = format!("{path}_{}", method.as_str().to_lowercase());
    let rest = id.strip_suffix(&ending);
    rest.filter(|rest| is_name(rest)).unwrap_or(id)
}

fn is_name(text: &str) -> bool {
    let begins = text.chars().find(|c| c.is_alphanumeric());
    begins.is_some_and(char::is_alphabetic)
}

/// The id without the tag at its start and the separator after it. Case and separators in the tag make no difference.
fn without_tag<'i>(id: &'i str, tag: &str) -> &'i str {
    let lowercase = |c: char| c.is_alphanumeric().then(|| c.to_lowercase());
    let mut rest = id.chars();
    let mut begins = tag.chars().filter_map(lowercase).flatten();
    let is_tag = begins.all(|c| rest.by_ref().filter_map(lowercase).flatten().next() == Some(c));
    let rest = rest.as_str();
    let after = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    match is_tag && after.len() < rest.len() && is_name(after) {
        true => after,
        false => id,
    }
}

/// An operation before it is named.
struct Unnamed<'t> {
    at: &'t Pointer,
    tag: Option<&'t str>,
    id: &'t str,
    /// The id without the path, if it ends with it.
    short: Option<&'t str>,
    own: Option<&'t str>,
}

/// The parts of ids that are names on their own, by operation.
#[derive(Default)]
pub(crate) struct OwnNames {
    /// Names of methods: no other operation below the same tag has the part as its id or as a part of it.
    pub methods: BTreeMap<Pointer, String>,
    /// The first words of the names of types, without the path: no other operation of the description has this part.
    pub types: BTreeMap<Pointer, String>,
}

impl Lowering<'_, '_> {
    /// The parts of the operations' ids that are names on their own.
    pub(crate) fn own_names(&self, items: &[PathItem]) -> OwnNames {
        let mut operations = Vec::new();
        for item in items {
            for (method, at) in &item.operations {
                let Some(node) = self.model.node(at) else { continue };
                let Some(id) = node.get("operationId").and_then(Node::as_str) else {
                    continue;
                };
                let tags = node.get("tags").and_then(Node::as_array).unwrap_or_default();
                let tag = tags.first().and_then(Node::as_str);
                operations.push(Unnamed {
                    at,
                    tag,
                    id,
                    short: Some(without_path(id, method, &item.path)).filter(|short| *short != id),
                    own: own_part(id, method, &item.path, tag),
                });
            }
        }
        let mut of_tag: BTreeMap<(Option<&str>, String), usize> = BTreeMap::new();
        let mut of_all: BTreeMap<String, usize> = BTreeMap::new();
        for operation in &operations {
            let id = naming::snake(operation.id);
            if let Some(name) = other_name(&id, operation.own) {
                *of_tag.entry((operation.tag, name)).or_default() += 1;
            }
            if let Some(name) = other_name(&id, operation.short) {
                *of_all.entry(name).or_default() += 1;
            }
            *of_tag.entry((operation.tag, id.clone())).or_default() += 1;
            *of_all.entry(id).or_default() += 1;
        }
        let mut found = OwnNames::default();
        for operation in operations {
            let Unnamed {
                at,
                tag,
                id: _,
                short,
                own,
            } = operation;
            if let Some(own) = own
                && of_tag.get(&(tag, naming::snake(own))) == Some(&1)
            {
                found.methods.insert(at.clone(), own.to_owned());
            }
            if let Some(short) = short
                && of_all.get(&naming::snake(short)) == Some(&1)
            {
                found.types.insert(at.clone(), short.to_owned());
            }
        }
        found
    }
}

/// The part as a name, unless that is the name of the id.
fn other_name(id: &str, part: Option<&str>) -> Option<String> {
    part.map(naming::snake).filter(|name| name != id)
}

#[cfg(test)]
mod tests {
    use super::own_part;
    use crate::ir::Method;

    #[test]
    fn what_the_caller_sees_anyway_is_left_out() {
        let items = "/items/{item_id}";
        for (id, path, tag, own) in [
            ("list_items_items_get", "/items", None, Some("list_items")),
            ("get_item_items__item_id__get", items, None, Some("get_item")),
            ("root__get", "/", None, Some("root")),
            ("a_v1_x_y_get", "/v1/x-y", None, Some("a")),
            // The path or the method is another one, or nothing else remains.
            ("list_items_things_get", "/items", None, None),
            ("list_items_items_post", "/items", None, None),
            ("_items_get", "/items", None, None),
            ("ItemsController_findAll", "/items", Some("shop"), Some("findAll")),
            ("ItemsController_findAll", "/items", None, None),
            ("ItemsController_", "/items", Some("shop"), None),
            ("items/list-all", "/items", Some("items"), Some("list-all")),
            ("PetStore.list", "/items", Some("Pet Store"), Some("list")),
            ("pet_store__list", "/items", Some("pet-store"), Some("list")),
            ("items_list_items_get", "/items", Some("items"), Some("list")),
            ("items/list", "/items", None, None),
            ("itemsList", "/items", Some("items"), None),
            ("items_", "/items", Some("items"), None),
            // A keyword or a number is a worse name.
            ("items/move", "/items", Some("items"), None),
            ("items/2fa", "/items", Some("items"), None),
            ("listItems", "/items", Some("items"), None),
        ] {
            assert_eq!(own_part(id, &Method::Get, path, tag), own, "{id}");
        }
    }
}
