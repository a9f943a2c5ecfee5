//! Versions of OpenAPI: the same API in each version gives the same crate, and the documents of the specification's own suite
//! pass or fail as their names state.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

use std::fs;
use std::path::Path;

use generator::diagnostics::{Code, Diagnostic, Severity, Style, render};
use generator::{Generated, Input, Options};
use tests::skip;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/dialects");

fn generate(name: &str, text: &str) -> (Option<Generated>, Vec<Diagnostic>) {
    let input = Input {
        name: name.to_owned(),
        text: text.to_owned(),
        lock: None,
        options: Options {
            package: "pets".to_owned(),
            ..Options::default()
        },
    };
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    (generated, found)
}

/// The crate of a case, which must have no diagnostics. The description has the name `pets.yaml` in each case.
fn case(name: &str) -> Generated {
    let text = fs::read_to_string(Path::new(CASES).join(name)).expect("a case");
    let (generated, found) = generate("pets.yaml", &text);
    let is_loud = |found: &Diagnostic| found.severity != Severity::Note;
    let loud: Vec<_> = found.into_iter().filter(is_loud).collect();
    let printed = render(&loud, &[("pets.yaml".to_owned(), text)].into(), Style::Plain);
    assert!(loud.is_empty(), "{printed}");
    generated.expect("a crate")
}

#[track_caller]
fn assert_same(name: &str) {
    let (expected, found) = (case("pets30.yaml"), case(name));
    assert!(expected.files.keys().eq(found.files.keys()));
    for (path, text) in &expected.files {
        assert_eq!(found.files.get(path), Some(text), "{}", path.display());
    }
    assert_eq!(found.lock, expected.lock);
}

#[test]
fn an_api_in_2_0_is_the_crate_of_3_0() {
    assert_same("pets20.yaml");
}

#[test]
fn an_api_in_3_1_is_the_crate_of_3_0() {
    assert_same("pets31.yaml");
}

/// Documents that are refused although the suite's schema accepts them, each with all codes of its errors.
const REFUSED: &[(&str, &[Code])] = &[
    // A reference to example.com, which is not fetched.
    ("security-scheme-object-examples.yaml", &[Code::ExternalReference]),
];

/// Among the documents that fail, only the diagnostic of `link-object-no-body.yaml` has another place than the fault: `links`,
/// since nothing below them is read.
#[test]
fn documents_pass_or_fail_as_their_names_state() {
    let Some(folder) = skip::shared("conformance/openapi-3.1-documents").expect("the documents") else {
        return;
    };
    let mut wrong = Vec::new();
    for (name, text) in documents(&folder.join("pass")) {
        let (generated, found) = generate(&name, &text);
        let errors = found.iter().filter(|found| found.severity == Severity::Error);
        let mut codes: Vec<Code> = errors.map(|found| found.code).collect();
        codes.dedup();
        let refused = REFUSED
            .iter()
            .find(|(file, _)| *file == name)
            .map(|(_, codes)| *codes);
        // An error fails the run, but there may be output if it is allowed.
        let as_expected = match refused {
            None => codes.is_empty() && generated.is_some(),
            Some(refused) => codes == refused,
        };
        if !as_expected {
            let printed = render(&found, &[(name.clone(), text)].into(), Style::Plain);
            wrong.push(format!("{name} is not as expected:\n{printed}"));
        }
    }
    for (name, text) in documents(&folder.join("fail")) {
        let (_, found) = generate(&name, &text);
        if found
            .iter()
            .all(|found| found.at.fragment().is_empty() && is_harmless(found))
        {
            wrong.push(format!("{name} is found right"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a diagnostic is a warning about a missing part that is read as empty.
fn is_harmless(found: &Diagnostic) -> bool {
    found.severity != Severity::Error && found.code != Code::MissingField
}

/// The documents of a folder, by name.
fn documents(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut documents: Vec<_> = entries
        .map(|entry| entry.expect("a file"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read_to_string(entry.path()).expect("a text"))
        })
        .collect();
    documents.sort();
    documents
}

/// Faults in OpenAPI 3.2 after those that the specification's own test suite has (`tests/schema/fail` of its repository), each in the
/// smallest form: what follows `info`, and the place of the diagnostic.
const FAULTS_OF_3_2: &[(&str, &str)] = &[
    ("$self: 7", "/$self"),
    ("$self: 'https://a.example/api#x'", "/$self"),
    ("jsonSchemaDialect: []", "/jsonSchemaDialect"),
    ("tags: {}", "/tags"),
    ("tags: [{summary: A}]", "/tags/0"),
    ("tags: [{name: a, parent: b}]", "/tags/0/parent"),
    (
        "tags: [{name: a, parent: b}, {name: b, parent: a}]",
        "/tags/0/parent",
    ),
    ("webhooks: []", "/webhooks"),
    ("servers: [{name: a}]", "/servers/0"),
    ("components: {mediaTypes: []}", "/components/mediaTypes"),
    (
        "components: {mediaTypes: {A: {encoding: {a: {}}, itemEncoding: {}}}}",
        "/components/mediaTypes/A/itemEncoding",
    ),
    (
        "components: {mediaTypes: {A: {encoding: {a: {}}, prefixEncoding: [{}]}}}",
        "/components/mediaTypes/A/prefixEncoding",
    ),
    (
        "components: {mediaTypes: {A: {itemEncoding: {encoding: {a: {}}, itemEncoding: {}}}}}",
        "/components/mediaTypes/A/itemEncoding/itemEncoding",
    ),
    (
        "components: {examples: {A: {value: 1, dataValue: 1}}}",
        "/components/examples/A/dataValue",
    ),
    (
        "components: {examples: {A: {value: 1, serializedValue: '1'}}}",
        "/components/examples/A/serializedValue",
    ),
    (
        "components: {examples: {A: {serializedValue: '1', externalValue: 'https://a.example'}}}",
        "/components/examples/A/externalValue",
    ),
    (
        "components: {schemas: {A: {xml: {nodeType: attribute, attribute: true}}}}",
        "/components/schemas/A/xml/attribute",
    ),
    (
        "components: {schemas: {A: {type: array, xml: {nodeType: element, wrapped: true}}}}",
        "/components/schemas/A/xml/wrapped",
    ),
    (
        "components: {schemas: {A: {xml: {nodeType: other}}}}",
        "/components/schemas/A/xml/nodeType",
    ),
    (
        "components: {schemas: {A: {discriminator: {propertyName: a, defaultMapping: 1}}}}",
        "/components/schemas/A/discriminator/defaultMapping",
    ),
    (
        "components: {parameters: {A: {name: a, in: querystring, schema: {}}}}",
        "/components/parameters/A/schema",
    ),
    (
        "components: {parameters: {A: {name: a, in: query, style: form, content: {text/plain: {}}}}}",
        "/components/parameters/A/style",
    ),
    (
        "components: {parameters: {A: {name: a, in: cookie, style: cookie, allowReserved: true, schema: {}}}}",
        "/components/parameters/A/allowReserved",
    ),
    (
        "components: {parameters: {A: {name: a, in: header, allowReserved: true, schema: {}}}}",
        "/components/parameters/A/allowReserved",
    ),
    (
        "components: {parameters: {A: {name: 'a{b}', in: path, required: true, schema: {}}}}",
        "/components/parameters/A/name",
    ),
    (
        "components: {securitySchemes: {A: {type: oauth2, oauth2MetadataUrl: [], flows: {}}}}",
        "/components/securitySchemes/A/oauth2MetadataUrl",
    ),
    (
        "paths: {/a: {additionalOperations: {GET: {responses: {'204': {description: Done.}}}}}}",
        "/paths/~1a/additionalOperations/GET",
    ),
    (
        "paths: {/a: {get: {parameters: [{name: a, in: querystring, content: {text/plain: {}}}, {name: b, in: query, schema: {}}]}}}",
        "/paths/~1a/get/parameters/1",
    ),
    (
        "paths: {/a: {parameters: [{name: a, in: querystring, content: {text/plain: {}}}], get: {parameters: [{name: b, in: querystring, content: {text/plain: {}}}]}}}",
        "/paths/~1a/get/parameters/0",
    ),
];

#[test]
fn faults_in_3_2_are_located() {
    let mut wrong = Vec::new();
    for (text, place) in FAULTS_OF_3_2 {
        let text = format!("openapi: 3.2.0\ninfo: {{title: A, version: '1'}}\n{text}\n");
        let (_, found) = generate("api.yaml", &text);
        if found.iter().all(|found| found.at.fragment() != *place) {
            let printed = render(
                &found,
                &[("api.yaml".to_owned(), text.clone())].into(),
                Style::Plain,
            );
            wrong.push(format!("nothing at {place} of\n{text}\n{printed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
