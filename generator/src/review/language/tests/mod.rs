//! What is proved of two sets, against tables, brute force, and pairs of descriptions.

mod assertions;
mod constraints;
mod numbers;
mod pairs;
mod patterns;
mod random;
mod unions;

use super::member::contains;
use super::set::Set;
use super::{Comparison, Domain, Relation, Values, compare};
use crate::ir::{Api, Constraints, Shape, Type};

/// A description in which the property `a` of a request is of this schema.
#[track_caller]
fn api(schema: &str) -> Api {
    let text = format!(
        r##"{{openapi: 3.1.0, info: {{title: T, version: '1'}},
        paths: {{/a: {{post: {{operationId: send, responses: {{'204': {{description: ok}}}},
          requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Body'}}}}}}}}}}}}}},
        components: {{schemas: {{Body: {{type: object, required: [a], properties: {{a: {schema}}}}}}}}}}}"##
    );
    crate::internals::api("api.yaml", &text).unwrap_or_else(|| panic!("{schema} is no schema"))
}

/// The parameter or the property `a`.
#[track_caller]
fn values(api: &Api) -> Values<'_> {
    let parameters = api.operations().flat_map(|operation| &operation.parameters);
    let parameters = parameters.filter(|parameter| parameter.name.wire == "a");
    let parameters = parameters.map(|parameter| (&parameter.ty, &parameter.constraints));
    let fields = api.types.values().filter_map(|def| {
        let Shape::Struct(object) = &def.shape else {
            return None;
        };
        Some(&object.fields)
    });
    let fields = fields.flatten().filter(|field| field.name.wire == "a");
    let fields = fields.map(|field| (&field.ty, &field.constraints));
    let found: Option<(&Type, &Constraints)> = parameters.chain(fields).next();
    let (ty, constraints) = found.expect("something called a");
    Values {
        domain: Domain::Type(ty),
        constraints,
        api,
    }
}

/// Compares two schemas both ways; each example that is JSON must be in the one set and not in the other.
#[track_caller]
fn relation(old: &str, new: &str) -> Comparison {
    let (old_api, new_api) = (api(old), api(new));
    let found = compare(values(&old_api), values(&new_api));
    let turned = compare(values(&new_api), values(&old_api));
    assert_eq!(
        (mirrored(turned.relation), &turned.only_new, &turned.only_old),
        (found.relation, &found.only_old, &found.only_new),
        "{old} and {new}"
    );
    let (one, other) = (Set::new(values(&old_api)), Set::new(values(&new_api)));
    for (example, has, lacks) in [(&found.only_old, &one, &other), (&found.only_new, &other, &one)] {
        let json = example.as_ref().and_then(|text| serde_json::from_str(text).ok());
        if let Some(json) = json {
            let is_right = (contains(has, &json), contains(lacks, &json));
            assert_eq!(is_right, (Some(true), Some(false)), "{json} of {old} and {new}");
        }
    }
    found
}

fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Narrower => Relation::Wider,
        Relation::Wider => Relation::Narrower,
        Relation::Equal | Relation::Incomparable | Relation::Undecided => relation,
    }
}

/// Asserts the relation and the examples of each pair: old, new, relation, only in the old one, only in the new one.
#[track_caller]
fn check(rows: &[(&str, &str, Relation, &str, &str)]) {
    let text = |example: Option<String>| example.unwrap_or_else(|| "-".to_owned());
    let mut wrong = Vec::new();
    for (old, new, relation_expected, only_old, only_new) in rows {
        let found = relation(old, new);
        let found = (found.relation, text(found.only_old), text(found.only_new));
        let expected = (*relation_expected, (*only_old).to_owned(), (*only_new).to_owned());
        if found != expected {
            wrong.push(format!("{old} and {new}: {found:?} is not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
