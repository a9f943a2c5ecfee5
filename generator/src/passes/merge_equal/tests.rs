//! Which types become one, and which names they have.

use std::path::Path;

use crate::{Generated, Input, Options, Overrides, Pointer, generate};

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\n";

/// An operation that responds with this schema.
fn get(path: &str, id: &str, schema: &str) -> String {
    format!(
        "  /{path}:\n    get:\n      operationId: {id}\n      responses:\n        '200': {{description: It., \
         content: {{application/json: {{schema: {schema}}}}}}}\n"
    )
}

/// An operation whose request is this schema.
fn put(path: &str, id: &str, schema: &str) -> String {
    format!(
        "  /{path}:\n    put:\n      operationId: {id}\n      requestBody: {{required: true, \
         content: {{application/json: {{schema: {schema}}}}}}}\n      responses: {{'204': {{description: Done.}}}}\n"
    )
}

fn spec(operations: &[String], schemas: &[&str]) -> String {
    let mut text = format!("{HEAD}paths:\n{}", operations.concat());
    if !schemas.is_empty() {
        text.push_str("components:\n  schemas:\n");
        schemas
            .iter()
            .for_each(|schema| text.push_str(&format!("    {schema}\n")));
    }
    text
}

fn generated_with(text: &str, lock: Option<String>, overrides: Overrides) -> Generated {
    let input = Input {
        name: "pets.yaml".to_owned(),
        text: text.to_owned(),
        lock,
        options: Options {
            package: "pets".to_owned(),
            overrides,
            ..Options::default()
        },
    };
    let output = generate(&input);
    let messages = output.diagnostics.to_string();
    output.generated.unwrap_or_else(|| panic!("{messages}"))
}

fn generated(text: &str, lock: Option<String>) -> Generated {
    generated_with(text, lock, Overrides::default())
}

/// What the type of the response of the operation at this path is in Rust: its name, and the type that it is a second name of.
fn of(generated: &Generated, path: &str) -> String {
    let place = format!("/paths/~1{path}/get/responses/200/content/application~1json/schema");
    let line = generated
        .lock
        .lines()
        .find_map(|line| line.strip_suffix(&format!(" = type {place}")));
    let name = line.expect("a type");
    let types = types(generated);
    let kept = |start: &str, end: &str| {
        let (_, rest) = types.split_once(start)?;
        Some(rest.split_once(end)?.0.to_owned())
    };
    let second = kept(&format!("pub type {name} = "), ";").or_else(|| {
        let (before, _) = types.split_once(&format!(" as {name};"))?;
        Some(before.rsplit_once("::")?.1.to_owned())
    });
    match second {
        Some(kept) => format!("{name} = {kept}"),
        None => name.to_owned(),
    }
}

fn types(generated: &Generated) -> &str {
    &generated.files[Path::new("src/types.rs")]
}

/// The number of types.
fn count(text: &str) -> usize {
    generated(text, None).summary.types
}

const PET: &str = "{type: object, required: [id], properties: {id: {type: string}, age: {type: integer}}}";

#[test]
fn equal_types_become_the_one_that_is_named_first() {
    let text = spec(&[get("a", "getCat", PET), get("b", "getDog", PET)], &[]);
    let first = generated(&text, None);
    assert_eq!(of(&first, "a"), "GetCatResponse");
    assert_eq!(of(&first, "b"), "GetDogResponse = GetCatResponse");
    assert_eq!(first.summary.types, 1);
    let again = generated(&text, Some(first.lock.clone()));
    assert_eq!((&again.lock, &again.files), (&first.lock, &first.files));
}

#[test]
fn types_in_equal_types_become_one_first() {
    let nested = |order: &str| {
        format!(
            "{{type: object, properties: {{list: {{type: array, items: {PET}}}, way: {{type: string, enum: [{order}]}}}}}}"
        )
    };
    let text = spec(
        &[
            get("a", "getCats", &nested("up, down")),
            get("b", "getDogs", &nested("down, up")),
        ],
        &[],
    );
    let both = generated(&text, None);
    assert_eq!(of(&both, "b"), "GetDogsResponse = GetCatsResponse");
    assert_eq!(both.summary.types, 3);
}

#[test]
fn a_new_equal_type_is_a_second_name_of_the_older_one() {
    let before = generated(&spec(&[get("b", "getDog", PET)], &[]), None).lock;
    let operations = [get("a", "getCat", PET), get("b", "getDog", PET)];
    let after = generated(&spec(&operations, &[]), Some(before));
    assert_eq!(of(&after, "a"), "GetCatResponse = GetDogResponse");
    assert_eq!(of(&after, "b"), "GetDogResponse");
    let again = generated(&spec(&operations, &[]), Some(after.lock.clone()));
    assert_eq!((&again.lock, &again.files), (&after.lock, &after.files));
    let last = [operations.as_slice(), &[get("c", "getBird", PET)]].concat();
    let last = generated(&spec(&last, &[]), Some(again.lock));
    assert_eq!(of(&last, "b"), "GetDogResponse");
    assert_eq!(of(&last, "c"), "GetBirdResponse = GetDogResponse");
}

#[test]
fn types_that_differ_again_keep_their_names() {
    let other = PET.replace("age", "size");
    let lock = generated(
        &spec(&[get("a", "getCat", PET), get("b", "getDog", PET)], &[]),
        None,
    )
    .lock;
    for (cat, dog) in [(PET, other.as_str()), (&other, PET)] {
        let operations = [get("b", "getDog", dog), get("a", "getCat", cat)];
        let apart = generated(&spec(&operations, &[]), Some(lock.clone()));
        assert_eq!(of(&apart, "a"), "GetCatResponse");
        assert_eq!(of(&apart, "b"), "GetDogResponse");
    }
}

#[test]
fn names_stay_when_the_first_place_is_gone() {
    let all = [
        get("a", "getCat", PET),
        get("b", "getDog", PET),
        get("c", "getFish", PET),
    ];
    let lock = generated(&spec(&all, &[]), None).lock;
    let after = generated(&spec(&all[1..], &[]), Some(lock));
    assert_eq!(of(&after, "b"), "GetDogResponse");
    assert_eq!(of(&after, "c"), "GetFishResponse = GetDogResponse");
}

#[test]
fn a_type_whose_name_is_chosen_stays_apart() {
    let text = spec(
        &[
            get("a", "getCat", PET),
            get("b", "getDog", PET),
            get("c", "getFish", PET),
        ],
        &[],
    );
    let at = Pointer::root("pets.yaml").descend(["paths", "/b", "get", "responses", "200", "content"]);
    let at = at.descend(["application/json", "schema"]);
    let overrides = Overrides {
        names: [(at, "Dog".to_owned())].into(),
        ..Overrides::default()
    };
    let chosen = generated_with(&text, None, overrides);
    assert!(types(&chosen).contains("pub struct Dog"));
    assert_eq!(of(&chosen, "c"), "GetFishResponse = GetCatResponse");
    assert_eq!(chosen.summary.types, 2);
}

#[test]
fn an_inline_type_takes_the_type_of_an_equal_component_unless_their_docs_contradict() {
    let documented = |text: &str| PET.replacen('{', &format!("{{description: {text}, "), 1);
    let table = [
        (PET.to_owned(), PET.to_owned(), "GetCatResponse = Pet"),
        (documented("A pet."), PET.to_owned(), "GetCatResponse = Pet"),
        (PET.to_owned(), documented("A cat."), "GetCatResponse = Pet"),
        (documented("A pet."), documented("A pet."), "GetCatResponse = Pet"),
        (documented("A pet."), documented("A cat."), "GetCatResponse"),
    ];
    for (component, inline, want) in table {
        let component = format!("Pet: {component}");
        let used = get("b", "getPet", "{$ref: '#/components/schemas/Pet'}");
        let text = spec(&[get("a", "getCat", &inline), used], &[component.as_str()]);
        assert_eq!(of(&generated(&text, None), "a"), want, "{component} {inline}");
    }
    // Components keep their names.
    let components = [format!("Cat: {PET}"), format!("Dog: {PET}")];
    let components = components.each_ref().map(String::as_str);
    let uses =
        ["Cat", "Dog"].map(|name| get(name, name, &format!("{{$ref: '#/components/schemas/{name}'}}")));
    assert_eq!(generated(&spec(&uses, &components), None).summary.types, 2);
}

#[test]
fn each_name_of_a_type_has_the_docs_of_its_schema() {
    let pet = |docs: &str| PET.replacen('{', &format!("{{description: {docs}, "), 1);
    let (cat, dog) = (pet("A cat."), pet("A dog."));
    let text = spec(&[get("a", "getCat", &cat), get("b", "getDog", &dog)], &[]);
    let both = generated(&text, None);
    let types = types(&both);
    assert!(
        types.contains("/// A cat.\n    pub struct GetCatResponse"),
        "{types}"
    );
    assert!(
        types.contains("/// A dog.\npub type GetDogResponse = GetCatResponse;"),
        "{types}"
    );
}

#[test]
fn variants_of_one_union_stay_apart() {
    let variant = |tag: &str, key: &str| {
        let id = "{type: string}";
        format!("{{type: object, required: [{tag}], properties: {{{tag}: {id}, {key}: {PET}}}}}")
    };
    let same = format!(
        "{{oneOf: [{{type: object, properties: {{a: {PET}}}}}, {{type: array, items: {PET}}}, {{type: object, \
         additionalProperties: {PET}}}]}}"
    );
    // The items of the list and the values of the map are types of variants, unlike the property of the object.
    let pets = types(&generated(&spec(&[get("a", "getPets", &same)], &[]), None)).to_owned();
    assert_eq!(pets.matches("pub age").count(), 2, "{pets}");
    let two = format!("{{oneOf: [{}, {}]}}", variant("cat", "of"), variant("dog", "of"));
    let pets = types(&generated(&spec(&[get("a", "getPets", &two)], &[]), None)).to_owned();
    assert_eq!(pets.matches("pub age").count(), 1, "{pets}");
    // Equal unions are one, with all their variants.
    let text = spec(&[get("a", "getPets", &two), get("b", "getAll", &two)], &[]);
    assert_eq!(
        of(&generated(&text, None), "b"),
        "GetAllResponse = GetPetsResponse"
    );
}

#[test]
fn types_of_different_directions_stay_apart() {
    let text = spec(
        &[
            get("a", "getCat", PET),
            put("b", "putDog", PET),
            put("c", "putFish", PET),
        ],
        &[],
    );
    assert_eq!(generated(&text, None).summary.types, 2);
}

#[test]
fn everything_that_rust_or_the_wire_shows_keeps_types_apart() {
    let table = [
        PET.replace("age", "Age"),
        PET.replace("[id]", "[id, age]"),
        PET.replace("type: integer", "type: number"),
        PET.replace("type: integer", "type: integer, nullable: true"),
        PET.replace("type: integer", "type: integer, minimum: 1"),
        PET.replace("type: integer", "type: integer, deprecated: true"),
        PET.replace("type: integer", "type: integer, description: Years."),
        PET.replace("id: {type: string", "id: {type: string, format: password"),
        PET.replace("id: {type: string", "id: {type: string, format: date"),
        PET.replace("id: {type: string", "id: {type: string, maxLength: 3"),
        PET.replace("id: {type: string", "id: {type: string, enum: [only]"),
        PET.replace("type: object", "type: object, additionalProperties: false"),
        PET.replace(
            "type: object",
            "type: object, additionalProperties: {type: integer}",
        ),
        PET.replace("type: object", "type: object, maxProperties: 2"),
    ];
    for other in table {
        let text = spec(&[put("a", "putCat", PET), put("b", "putDog", &other)], &[]);
        assert_eq!(count(&text), 2, "{other}");
    }
    let enums =
        |values: &str| format!("{{type: object, properties: {{of: {{type: string, enum: [{values}]}}}}}}");
    let text = spec(
        &[
            get("a", "getCat", &enums("up, down")),
            get("b", "getDog", &enums("up, left")),
        ],
        &[],
    );
    assert_eq!(count(&text), 4);
}

#[test]
fn newtypes_stay_apart() {
    let holder = |name: &str| {
        format!("{{type: object, properties: {{{name}: {{type: string, pattern: '^[a-z]+$'}}}}}}")
    };
    let text = spec(
        &[put("a", "putCat", &holder("x")), put("b", "putDog", &holder("x"))],
        &[],
    );
    assert_eq!(count(&text), 4);
}

#[test]
fn types_in_a_recursive_component_become_one() {
    let child = "{type: object, properties: {node: {$ref: '#/components/schemas/Node'}}}";
    let node = format!("Node: {{type: object, properties: {{left: {child}, right: {child}}}}}");
    let text = spec(
        &[get("a", "getNode", "{$ref: '#/components/schemas/Node'}")],
        &[node.as_str()],
    );
    let node = generated(&text, None);
    assert_eq!(node.summary.types, 2);
    assert!(
        types(&node).contains("pub type NodeRight = NodeLeft;"),
        "{}",
        types(&node)
    );
}

#[test]
fn types_that_contain_themselves_without_a_component_stay_apart() {
    let list = |path: &str| {
        let own = format!("#/paths/~1{path}/get/responses/200/content/application~1json/schema");
        format!("{{type: object, properties: {{next: {{$ref: '{own}'}}}}}}")
    };
    let text = spec(
        &[get("a", "getCat", &list("a")), get("b", "getDog", &list("b"))],
        &[],
    );
    assert_eq!(generated(&text, None).summary.types, 2);
}

#[test]
fn types_that_are_changed_because_they_require_themselves_stay_apart() {
    let child = "{type: object, required: [node], properties: {node: {$ref: '#/components/schemas/Node'}}}";
    let node =
        format!("Node: {{type: object, required: [left], properties: {{left: {child}, right: {child}}}}}");
    let text = spec(
        &[get("a", "getNode", "{$ref: '#/components/schemas/Node'}")],
        &[node.as_str()],
    );
    let node = generated(&text, None);
    assert!(types(&node).contains("pub struct NodeRight"), "{}", types(&node));
}

#[test]
fn a_type_of_several_tags_belongs_to_all_of_them() {
    let tagged = |operation: String, tag: &str| {
        operation.replace(
            "      operationId",
            &format!("      tags: [{tag}]\n      operationId"),
        )
    };
    let cat = tagged(get("a", "getCat", PET), "cats");
    let dog = tagged(get("b", "getDog", PET), "dogs");
    let input = Input {
        name: "pets.yaml".to_owned(),
        text: spec(&[cat, dog], &[]),
        lock: None,
        options: Options {
            package: "pets".to_owned(),
            features: crate::Features::Tags,
            ..Options::default()
        },
    };
    let both = generate(&input).generated.expect("a package");
    let types = types(&both);
    let kept = "#[cfg(any(feature = \"cats\", feature = \"dogs\"))]\nobject! {";
    assert!(types.contains(kept), "{types}");
    let (_, second) = types
        .split_once("#[cfg(feature = \"dogs\")]\n")
        .expect("a name of one tag");
    assert!(
        second.contains("pub type GetDogResponse = GetCatResponse;"),
        "{types}"
    );
}
