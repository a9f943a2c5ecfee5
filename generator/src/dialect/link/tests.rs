use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::diagnostics::{Allow, AllowSource, Code, Severity};
use crate::source::PlacePattern;
use crate::{Input, Options, Output, References, Unread, coverage, generate};

/// The result for a description `spec/api.yaml` and these files next to it.
struct Outcome {
    /// Code, document, pointer and message of every diagnostic worse than a note.
    found: Vec<(Code, String, String)>,
    /// The lock: name by key.
    names: Vec<String>,
    types: String,
    read: Vec<String>,
}

fn input(text: &str, files: &[(&str, &str)], read: &Arc<Mutex<Vec<String>>>) -> Input {
    let files: BTreeMap<String, String> = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let read = Arc::clone(read);
    let references = References::new(move |path| {
        read.lock().unwrap().push(path.to_owned());
        files.get(path).cloned().ok_or(Unread::Missing)
    });
    Input {
        name: "spec/api.yaml".to_owned(),
        text: text.to_owned(),
        lock: None,
        options: Options {
            package: "zoo".to_owned(),
            references: references.named(BTreeMap::from([
                (
                    "https://example.com/a/common.yaml".to_owned(),
                    "vendor/common.yaml".to_owned(),
                ),
                ("./../shared.json".to_owned(), "../shared.json".to_owned()),
            ])),
            ..Options::default()
        },
    }
}

fn run(input: &Input, read: &Arc<Mutex<Vec<String>>>) -> Outcome {
    let Output {
        generated,
        diagnostics,
    } = generate(input);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let found = found.iter().filter(|found| found.severity != Severity::Note);
    let found = found.map(|found| (found.code, format!("{:?}", found.at), found.message.clone()));
    let found = found.collect();
    let generated = generated.unwrap_or_default();
    let names = generated.lock.lines().filter(|line| line.contains(" = type "));
    Outcome {
        found,
        names: names.map(str::to_owned).collect(),
        types: generated
            .files
            .get(std::path::Path::new("src/types.rs"))
            .cloned()
            .unwrap_or_default(),
        read: read.lock().unwrap().clone(),
    }
}

/// A description of 3.0 with these schemas.
fn schemas(schemas: &str, files: &[(&str, &str)]) -> Outcome {
    of_version("3.0.3", schemas, files)
}

fn of_version(version: &str, schemas: &str, files: &[(&str, &str)]) -> Outcome {
    let text = format!(
        "openapi: {version}\ninfo: {{title: Zoo, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{{schemas}}}}}\n"
    );
    let read = Arc::default();
    run(&input(&text, files, &read), &read)
}

#[test]
fn documents_refer_to_each_other_and_back_and_each_is_read_once() {
    let outcome = schemas(
        "Zoo: {type: object, properties: {a: {$ref: 'schemas/my%20pet.json'}, b: {$ref: ./schemas/my%20pet.json}}},
         Owner: {type: object, properties: {pet: {$ref: 'more.yaml#/pets/x~1y'}}}",
        &[
            (
                "schemas/my pet.json",
                r##"{"type": "object", "properties": {"owner": {"$ref": "../api.yaml#/components/schemas/Owner"}, "self": {"$ref": "#"}, "kind": {"$ref": "../more.yaml#/Kind"}}}"##,
            ),
            ("more.yaml", "pets: {x/y: {$ref: schemas/my%20pet.json}}\nKind: {type: string, enum: [cat]}\n"),
        ],
    );
    assert_eq!(outcome.found, []);
    assert_eq!(
        outcome.names,
        [
            "Owner = type /components/schemas/Owner",
            "Zoo = type /components/schemas/Zoo",
            "Kind = type more.yaml#/Kind",
            "MyPet = type schemas/my%20pet.json#",
        ]
    );
    assert_eq!(outcome.read, ["schemas/my pet.json", "more.yaml"]);
    for member in [
        "a: Option<MyPet> = optional",
        "owner: Option<Box<Owner>> = optional",
        "self_: Option<Box<MyPet>> = optional",
        "pet: ",
    ] {
        assert!(outcome.types.contains(member), "{member}: {}", outcome.types);
    }
}

#[test]
fn a_component_in_another_document_is_one_type_with_the_name_of_the_component() {
    let outcome = schemas(
        "Animal: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: dog.yaml}],
           discriminator: {propertyName: kind, mapping: {tom: cat-v1.yaml, rex: dog.yaml}}}, Cat: {$ref: cat-v1.yaml}",
        &[
            ("cat-v1.yaml", "{type: object, required: [kind], properties: {kind: {type: string}, prey: {$ref: dog.yaml}}}"),
            ("dog.yaml", "{type: object, required: [kind], properties: {kind: {type: string}, foe: {$ref: cat-v1.yaml}}}"),
        ],
    );
    assert_eq!(outcome.found, []);
    assert_eq!(
        outcome.names,
        [
            "Animal = type /components/schemas/Animal",
            "Cat = type /components/schemas/Cat",
            "Dog = type dog.yaml#"
        ]
    );
    for member in [
        "tag(\"kind\", \"tom\")",
        "tag(\"kind\", \"rex\")",
        "foe: Option<Box<Cat>> = optional",
    ] {
        assert!(outcome.types.contains(member), "{member}: {}", outcome.types);
    }
}

#[test]
fn an_error_in_another_document_is_located_in_its_text() {
    let files = [
        (
            "a/pet.yaml",
            "Pet: {type: objct, properties: {x: {$ref: '#/Pte'}, y: {$ref: gone.yaml}, z: {$ref: bad.json}}}\nUnused: 3\n",
        ),
        ("a/bad.json", "{"),
    ];
    let outcome = schemas("A: {$ref: 'a/pet.yaml#/Pet'}", &files);
    let at = |document: &str, pointer: &str| format!("spec/{document}#{pointer}");
    let places: Vec<_> = outcome
        .found
        .into_iter()
        .map(|(code, at, _)| (code, at))
        .collect();
    assert_eq!(
        places,
        [
            (
                Code::DanglingReference,
                at("a/pet.yaml", "/Pet/properties/y/$ref")
            ),
            (Code::Syntax, at("a/bad.json", "")),
            (
                Code::DanglingReference,
                at("a/pet.yaml", "/Pet/properties/x/$ref")
            ),
            (Code::WrongType, at("a/pet.yaml", "/Pet/type")),
        ]
    );
    // `allow` covers them there, and coverage counts them and the typed keywords.
    let read = Arc::default();
    let text = "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\ncomponents: {schemas: {A: {$ref: 'pet.yaml#/Pet'}}}";
    let mut input = input(text, &[("pet.yaml", "Pet: {type: string, pattern: [a]}")], &read);
    assert_eq!(
        (coverage(&input).total().typed, coverage(&input).total().lossy()),
        (9, 1)
    );
    let places = PlacePattern::parse("spec/api.yaml", "pet.yaml#/P*");
    assert!(places.is_some());
    let written = AllowSource::Argument(String::new());
    let allow = Allow::new(Code::WrongType, places, written);
    input.options.allow.push(allow);
    assert_eq!(run(&input, &read).found, []);
}

#[test]
fn a_file_outside_is_not_read_unless_it_is_listed() {
    for reference in [
        "https://example.com/b/common.yaml#/A",
        "//example.com/a/common.yaml",
        "file:///etc/passwd",
        "/etc/passwd",
        "../other.json#/A",
        "%2E%2e/other.json",
        "sub/../../other.json",
        "..\\\\other.json",
        "C:\\\\other.json",
    ] {
        let outcome = schemas(&format!("A: {{$ref: \"{reference}\"}}"), &[]);
        let codes: Vec<_> = outcome.found.iter().map(|(code, ..)| *code).collect();
        assert_eq!(
            (codes, outcome.read),
            (vec![Code::ExternalReference], vec![]),
            "{reference}"
        );
    }
}

#[test]
fn a_listed_file_is_read_in_place_of_a_url_and_is_the_base_of_its_own_references() {
    let files = [
        (
            "vendor/common.yaml",
            "A: {type: object, properties: {b: {$ref: '../a/common.yaml#/B'}}}\nB: {type: integer}\n",
        ),
        ("../shared.json", r#"{"C": {"type": "string"}}"#),
    ];
    let outcome = schemas(
        "X: {type: object, properties: {a: {$ref: 'https://example.com/a/common.yaml#/A'}, c: {$ref: '../shared.json#/C'}}}",
        &files,
    );
    assert_eq!(
        (outcome.found, outcome.read),
        (vec![], vec!["vendor/common.yaml".into(), "../shared.json".into()])
    );
    assert!(
        outcome
            .names
            .contains(&"A = type vendor/common.yaml#/A".to_owned()),
        "{:?}",
        outcome.names
    );
}

#[test]
fn anchors_and_ids_of_other_documents_are_found() {
    let files = [(
        "defs.json",
        r##"{"$id": "https://example.com/defs", "$defs": {"Size": {"$anchor": "size", "type": ["integer", "null"]}, "Own": {"$ref": "#size"}}}"##,
    )];
    let outcome = of_version(
        "3.1.0",
        "A: {type: object, properties: {a: {$ref: 'https://example.com/defs#/$defs/Own'}, b: {$ref: 'defs.json#size'}}}",
        &files,
    );
    assert_eq!(outcome.found, []);
    assert!(
        outcome.types.contains("b: Option<Option<Size>> = tristate"),
        "{}",
        outcome.types
    );
}

/// A member with the reserved name is not a document, and a value that is not a reference is not followed.
#[test]
fn only_references_are_followed() {
    let outcome = schemas(
        "A: {type: object, example: {$ref: x.yaml}, properties: {p: {enum: [{$ref: y.yaml}]}}},
         B: {$ref: '#/x%2Dother-documents/z.yaml'}, C: {$ref: w.yaml}",
        &[("w.yaml", "{type: string}")],
    );
    assert_eq!(outcome.read, ["w.yaml"]);
    assert!(
        outcome
            .found
            .iter()
            .any(|(code, ..)| *code == Code::DanglingReference),
        "{:?}",
        outcome.found
    );
}

#[test]
fn parts_of_swagger_documents_are_translated_in_place() {
    let text = "
swagger: '2.0'
info: {title: Zoo, version: '1'}
produces: [application/json]
paths:
  /pets/{id}:
    $ref: 'pets.json#/paths/~1pets'
";
    let pets = r##"{"paths": {"/pets": {"get": {"operationId": "getPet", "parameters": [{"$ref": "#/parameters/id"}],
        "responses": {"200": {"$ref": "#/responses/pet"}}}}},
        "parameters": {"id": {"name": "id", "in": "path", "required": true, "type": "string"}},
        "responses": {"pet": {"description": "One.", "schema": {"$ref": "#/definitions/Pet"}}},
        "definitions": {"Pet": {"type": "object", "properties": {"tag": {"type": "string", "x-nullable": true}}}}}"##;
    let read = Arc::default();
    let outcome = run(&input(text, &[("pets.json", pets)], &read), &read);
    assert_eq!(outcome.found, []);
    assert_eq!(outcome.names, ["Pet = type pets.json#/definitions/Pet"]);
}

#[test]
fn files_above_the_description_are_read_up_to_the_root_folder() {
    let read = Arc::default();
    let text = "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\ncomponents: {schemas: {A: {$ref: '../common/a.yaml#/A'}, B: {$ref: '../spec/b.yaml#/B'}}}";
    let files = [
        (
            "../common/a.yaml",
            "A: {type: object, properties: {c: {$ref: '../spec/api.yaml#/components/schemas/B'}}}",
        ),
        ("b.yaml", "B: {type: string, enum: [x]}"),
    ];
    let mut input = input(text, &files, &read);
    assert_eq!(run(&input, &read).found.len(), 2, "nothing above may be read");
    read.lock().unwrap().clear();
    input.options.references = input.options.references.clone().in_folder("spec");
    let outcome = run(&input, &read);
    assert_eq!(outcome.found, []);
    assert_eq!(outcome.read, ["../common/a.yaml", "b.yaml"], "each once");
}

/// A string, a list, a map or an operation may be in another file, as bundlers allow.
#[test]
fn references_in_place_of_strings_lists_maps_and_operations_lead_to_other_files() {
    let text = "
openapi: 3.0.3
info: {title: Pets, version: '1', description: {$ref: intro.md}}
paths: {$ref: paths.yaml}
components: {schemas: {$ref: schemas.yaml}}
";
    let files = [
        ("intro.md", "# All about pets\n\nAs *text*: [not yaml\n"),
        (
            "paths.yaml",
            "/pets/{id}: {parameters: {$ref: parts/parameters.yaml}, get: {$ref: 'parts/get.yaml#/get'}}",
        ),
        ("parts/parameters.yaml", "[{$ref: id.yaml}]"),
        ("parts/id.yaml", "{name: id, in: path, required: true, schema: {type: string}}"),
        (
            "parts/get.yaml",
            "
get:
  summary: {$ref: ../intro.md}
  tags: {$ref: '#/tags'}
  responses:
    '200': {description: d, content: {application/json: {schema: {$ref: '../api.yaml#/components/schemas/Pet'}}}}
tags: [animals]
",
        ),
        ("schemas.yaml", "Pet: {type: object, properties: {$ref: 'properties.yaml#/pet'}}"),
        (
            "properties.yaml",
            "{pet: {kind: {$ref: '#/kind'}}, kind: {type: string, enum: [cat, dog]}}",
        ),
    ];
    let read = Arc::default();
    let mut outcome = run(&input(text, &files, &read), &read);
    assert_eq!(outcome.found, []);
    outcome.read.sort_unstable();
    let mut once: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    once.sort_unstable();
    assert_eq!(outcome.read, once, "each is read once");
    for name in [
        "Pet = type /components/schemas/Pet",
        "Kind = type properties.yaml#/kind",
    ] {
        assert!(
            outcome.names.iter().any(|line| line == name),
            "{:?}",
            outcome.names
        );
    }
}
