//! Splits a type that is sent and received in different forms into two types: `Pet` for responses and `PetRequest` for
//! requests. The same happens to the types that contain it. `restrict` decides which properties each of them has.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Direction, Shape, Struct, Type, TypeDef};
use crate::naming::{Ident, Names};

const SENT: Direction = Direction {
    request: true,
    response: false,
};

const RECEIVED: Direction = Direction {
    request: false,
    response: true,
};

/// Adds a request type for each type that needs one, and uses it in everything that is only sent.
pub(super) fn split(api: &mut Api, names: &mut Names<'_>) {
    let types = &mut api.types;
    let mut requests: BTreeMap<Ident, Type> = BTreeMap::new();
    for name in different_in_both_directions(types) {
        let Some(def) = types.get_mut(&name) else { continue };
        def.direction = RECEIVED;
        let mut request = def.clone();
        request.name = names.request_type(&name, &def.pointer);
        request.direction = SENT;
        let note = format!("The form in requests. [`{name}`] is the form in responses.");
        request.docs.notes.push(note);
        requests.insert(name, Type::Named(request.name.clone()));
        types.insert(request.name.clone(), request);
    }
    if requests.is_empty() {
        return;
    }
    for def in types.values_mut().filter(|def| def.direction == SENT) {
        def.shape.replace(&requests);
    }
    for operation in api.operations_mut() {
        operation.each_sent(|ty| ty.replace(&requests));
    }
}

/// The types that are sent and received in different forms, and the types that contain them.
fn different_in_both_directions(types: &BTreeMap<Ident, TypeDef>) -> BTreeSet<Ident> {
    let mut users: BTreeMap<Ident, Vec<&Ident>> = BTreeMap::new();
    let mut pending: Vec<&Ident> = Vec::new();
    for (name, def) in types {
        if def.direction.request && def.direction.response {
            let mut mentioned = Vec::new();
            def.shape
                .mentioned_by(&mut mentioned, |field| !field.is_only_received());
            for inner in mentioned {
                users.entry(inner).or_default().push(name);
            }
            if matches!(&def.shape, Shape::Struct(object) if differs(object)) {
                pending.push(name);
            }
        }
    }
    let mut found = BTreeSet::new();
    while let Some(name) = pending.pop() {
        if found.insert(name.clone()) {
            pending.extend(users.get(name).into_iter().flatten());
        }
    }
    found
}

/// Whether a property is required in one direction only. A property that is optional in both needs no second type: nothing
/// sets it in a request, and a response that has it is read.
fn differs(object: &Struct) -> bool {
    let mut demanded = object.fields.iter().filter(|field| !field.presence.is_optional());
    demanded.any(|field| field.is_only_received() || field.is_only_sent())
}

#[cfg(test)]
mod tests {
    use crate::{Generated, Input, Options, generate};

    const ITEMS: &str = r"
openapi: 3.0.3
info: {title: Items, version: '1'}
paths:
  /items:
    post:
      operationId: addItem
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
      responses: {'201': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}}
components:
  schemas:
    Item: {type: object, required: [id], properties: {id: {type: integer, readOnly: true}}}
";

    fn generated(text: &str, lock: Option<String>) -> Generated {
        let input = Input {
            name: "items.yaml".to_owned(),
            text: text.to_owned(),
            lock,
            options: Options {
                package: "items".to_owned(),
                ..Options::default()
            },
        };
        generate(&input).generated.unwrap()
    }

    #[test]
    fn a_new_schema_does_not_take_the_name_of_a_request_type() {
        let before = generated(ITEMS, None).lock;
        assert!(
            before.contains("\nItem = type /components/schemas/Item\n"),
            "{before}"
        );
        let pinned = "\nItemRequest = request-type /components/schemas/Item\n";
        assert!(before.contains(pinned), "{before}");
        let newcomer =
            format!("{ITEMS}    ItemRequest: {{type: object, properties: {{a: {{type: string}}}}}}\n");
        let after = generated(&newcomer, Some(before)).lock;
        assert!(after.contains(pinned), "{after}");
        assert!(
            after.contains("\nItemRequest2 = type /components/schemas/ItemRequest\n"),
            "{after}"
        );
        // Without a lock, the schema that is spelled like the name has it.
        let fresh = generated(&newcomer, None).lock;
        assert!(
            fresh.contains("\nItemInput = request-type /components/schemas/Item\n"),
            "{fresh}"
        );
        // The lock does not contain a type that no longer exists.
        let same = ITEMS.replace(", readOnly: true", "");
        assert!(!generated(&same, Some(after)).lock.contains("request-type"));
    }
}
