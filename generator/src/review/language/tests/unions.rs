use crate::ir::{Api, Shape, Union};
use crate::review::language::{Lost, Variants, lost};

/// A description in which a request is one of these schemas.
fn api(schemas: &[(&str, &str)]) -> Api {
    let names: Vec<String> = schemas
        .iter()
        .map(|(name, _)| format!("{{$ref: '#/components/schemas/{name}'}}"))
        .collect();
    let schemas: Vec<String> = schemas
        .iter()
        .map(|(name, schema)| format!("{name}: {schema}"))
        .collect();
    let text = format!(
        r##"{{openapi: 3.1.0, info: {{title: T, version: '1'}},
        paths: {{/a: {{post: {{operationId: send, responses: {{'204': {{description: ok}}}},
          requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Choice'}}}}}}}}}}}}}},
        components: {{schemas: {{Choice: {{anyOf: [{}]}}, {}}}}}}}"##,
        names.join(", "),
        schemas.join(", "),
    );
    crate::internals::api("api.yaml", &text).unwrap()
}

fn union(api: &Api) -> &Union {
    let unions = api.types.values().filter_map(|def| {
        let Shape::Union(union) = &def.shape else {
            return None;
        };
        Some(union)
    });
    unions.into_iter().next().expect("a union")
}

/// What is lost when one more schema is added, by names.
fn added(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<(String, String, String)> {
    let new = [old, new].concat();
    let (old, new) = (api(old), api(&new));
    let (before, after) = (&union(&old).variants, &union(&new).variants);
    let position = |name: &str| after.iter().position(|variant| variant.name.as_str() == name);
    let kept: Vec<(usize, usize)> = before
        .iter()
        .enumerate()
        .filter_map(|(index, variant)| Some((index, position(variant.name.as_str())?)))
        .collect();
    assert_eq!(kept.len(), before.len());
    let side = |variants, api| Variants { variants, api };
    let found = lost(side(before, &old), side(after, &new), &kept);
    let name = |Lost { from, to, example }: Lost| {
        (before[from].name.to_string(), after[to].name.to_string(), example)
    };
    found.into_iter().map(name).collect()
}

const CAT: (&str, &str) = (
    "Cat",
    "{type: object, required: [name], properties: {name: {type: string}}}",
);
const DOG: (&str, &str) = (
    "Dog",
    "{type: object, required: [bark], properties: {bark: {type: boolean}}}",
);

#[test]
fn a_variant_that_demands_more_takes_values_away() {
    let lion = (
        "Lion",
        "{type: object, required: [name, mane], properties: {name: {type: string}, mane: {type: boolean}}}",
    );
    let found = added(&[CAT, DOG], &[lion]);
    let found: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
        .collect();
    assert_eq!(
        found.first().map(|(from, to, _)| (*from, *to)),
        Some(("Cat", "Lion")),
        "{found:?}"
    );
    let example: serde_json::Value = serde_json::from_str(found[0].2).unwrap();
    assert!(
        example.get("name").is_some() && example.get("mane").is_some(),
        "{example}"
    );
}

#[test]
fn a_variant_of_another_kind_takes_nothing_away() {
    assert_eq!(added(&[CAT, DOG], &[("Text", "{type: string}")]), []);
}

#[test]
fn a_tag_takes_nothing_from_other_tags() {
    let tagged = |tag: &str| {
        format!("{{type: object, required: [kind], properties: {{kind: {{type: string, enum: [{tag}]}}}}}}")
    };
    let [cat, dog, cow] = ["cat", "dog", "cow"].map(tagged);
    assert_eq!(added(&[("Cat", &cat), ("Dog", &dog)], &[("Cow", &cow)]), []);
}

#[test]
fn an_enum_takes_its_values_from_a_string() {
    let found = added(
        &[("Text", "{type: string}"), CAT],
        &[("Level", "{type: string, enum: [low, high]}")],
    );
    assert_eq!(
        found,
        [("Text".to_owned(), "Level".to_owned(), r#""low""#.to_owned())]
    );
}

#[test]
fn a_pattern_takes_its_matches_from_a_string() {
    let found = added(
        &[("Text", "{type: string}"), CAT],
        &[("Code", "{type: string, pattern: '^[0-9]{3}$'}")],
    );
    assert_eq!(
        found,
        [("Text".to_owned(), "Code".to_owned(), r#""000""#.to_owned())]
    );
}
