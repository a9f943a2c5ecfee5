use super::*;
use crate::diagnostics::Severity;
use crate::source::parse;

/// Code, pointer and help of the diagnostics about a description with these lines after its head.
fn diagnostics(rest: &str) -> Vec<(Code, String, String)> {
    let text = format!("openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\n{rest}");
    let mut diagnostics = Diagnostics::new();
    let tree = parse("api.yaml", &text, &mut diagnostics).expect("a tree");
    to_3_0(tree, "api.yaml", &mut diagnostics).expect("3.0");
    let found = diagnostics.iter();
    found
        .map(|it| (it.code, it.at.to_string(), it.help.clone().unwrap_or_default()))
        .collect()
}

fn diagnostic(code: Code, at: &str, help: &str) -> (Code, String, String) {
    (code, at.to_owned(), help.to_owned())
}

fn schema(text: &str) -> Vec<(Code, String, String)> {
    diagnostics(&format!("paths: {{}}\ncomponents: {{schemas: {{Pet: {text}}}}}"))
}

#[test]
fn a_tree_that_is_not_a_description_is_an_error() {
    for text in [
        "null",
        "[]",
        "a",
        "{}",
        "openapi:",
        "openapi: []",
        "openapi: 4.0",
        "swagger: 1.2",
    ] {
        let mut diagnostics = Diagnostics::new();
        let tree = parse("api.yaml", text, &mut diagnostics).expect("a tree");
        assert!(to_3_0(tree, "api.yaml", &mut diagnostics).is_none(), "{text}");
        let severities: Vec<Severity> = diagnostics.iter().map(|diagnostic| diagnostic.severity).collect();
        assert_eq!(severities, [Severity::Error], "{text}");
    }
}

#[test]
fn a_wrong_type_in_one_place_leaves_the_rest_checked() {
    assert_eq!(
        schema(
            "{type: strnig, minLength: -1, maxLength: 2.0, pattern: 3, desciption: x, properties: {a: 4, b: {format: []}}}"
        ),
        [
            diagnostic(
                Code::WrongType,
                "#/components/schemas/Pet/type",
                "did you mean `string`?"
            ),
            diagnostic(Code::WrongType, "#/components/schemas/Pet/minLength", ""),
            diagnostic(
                Code::WrongType,
                "#/components/schemas/Pet/pattern",
                "put it in quotes"
            ),
            diagnostic(Code::WrongType, "#/components/schemas/Pet/properties/a", ""),
            diagnostic(
                Code::WrongType,
                "#/components/schemas/Pet/properties/b/format",
                ""
            ),
            diagnostic(
                Code::UnknownKey,
                "#/components/schemas/Pet/desciption",
                "did you mean `description`?"
            ),
        ]
    );
}

#[test]
fn keywords_of_3_1_are_reported_with_their_version() {
    assert_eq!(
        schema("{type: [string, 'null'], exclusiveMinimum: 0, const: a}"),
        [
            diagnostic(
                Code::WrongType,
                "#/components/schemas/Pet/type",
                "3.0 has `nullable` and `oneOf`"
            ),
            diagnostic(Code::WrongType, "#/components/schemas/Pet/exclusiveMinimum", ""),
            diagnostic(Code::WrongType, "#/components/schemas/Pet/const", ""),
        ]
    );
}

#[test]
fn item_schemas_of_3_2_are_read_in_3_0() {
    let found = diagnostics(
        "paths:\n  /a:\n    get:\n      responses:\n        '200': {description: '', content: {application/jsonl: {itemSchema: {type: sting}}}}",
    );
    let item = "#/paths/~1a/get/responses/200/content/application~1jsonl/itemSchema";
    assert_eq!(
        found,
        [
            diagnostic(Code::WrongType, &format!("{item}/type"), "did you mean `string`?"),
            diagnostic(
                Code::UnknownKey,
                item,
                "declare `openapi: 3.2.0`, which introduced it"
            ),
        ]
    );
}

#[test]
fn extensions_and_property_names_are_not_checked() {
    assert_eq!(
        schema("{x-anything: [], properties: {nonsense: {}, $ref: {type: string}, x-a: {}}}"),
        []
    );
}

#[test]
fn references_are_checked_at_their_own_place() {
    let found = diagnostics(
        "paths:\n  /pets:\n    get:\n      responses:\n        200: {$ref: '#/components/schemas/Pet', description: no}\n        \
         '40': {description: x}\n        default: {$ref: '#/components/responses/Eror'}\n        2XX: {}\n\
         components:\n  schemas: {Pet: {}}\n  responses: {Error: {description: e, content: {}}}\n",
    );
    let responses = "#/paths/~1pets/get/responses";
    assert_eq!(
        found,
        [
            diagnostic(Code::WrongType, &format!("{responses}/200/$ref"), ""),
            diagnostic(
                Code::DanglingReference,
                &format!("{responses}/default/$ref"),
                "did you mean `#/components/responses/Error`?"
            ),
            diagnostic(Code::MissingField, &format!("{responses}/2XX"), ""),
            diagnostic(Code::IgnoredKeyword, &format!("{responses}/200/description"), ""),
            diagnostic(
                Code::UnknownKey,
                &format!("{responses}/40"),
                "the key of a response is a code such as `404`, a range such as `4XX`, or `default`"
            ),
        ]
    );
}

#[test]
fn missing_fields_and_paths_without_a_slash_are_reported() {
    assert_eq!(
        diagnostics("paths:\n  pets: {}\n  /a/{b}:\n    parameters: [{name: b, in: path}]\n    get: {}\n"),
        [
            diagnostic(Code::InvalidPathTemplate, "#/paths/pets", ""),
            diagnostic(Code::MissingField, "#/paths/~1a~1{b}/parameters/0", ""),
            diagnostic(Code::MissingField, "#/paths/~1a~1{b}/parameters/0", ""),
            diagnostic(Code::MissingField, "#/paths/~1a~1{b}/get", ""),
        ]
    );
}

#[test]
fn versions() {
    for (text, expected) in [
        ("openapi: 3.3.0", vec![Code::UnsupportedVersion]),
        ("openapi: 1.0", vec![Code::UnsupportedVersion]),
        ("swagger: '1.2'", vec![Code::UnsupportedVersion]),
        ("swagger: [2.0]", vec![Code::WrongType]),
        ("openapi: '3.00'", vec![Code::UnsupportedVersion]),
        ("a: b", vec![Code::MissingField]),
        ("[]", vec![Code::WrongType]),
    ] {
        let mut diagnostics = Diagnostics::new();
        let tree = parse("a.yaml", text, &mut diagnostics).expect("a tree");
        assert_eq!(to_3_0(tree, "a.yaml", &mut diagnostics), None, "{text}");
        assert_eq!(
            diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }
}

/// A version without quotes, with a prefix, or under the key of another version.
#[test]
fn versions_that_are_read_as_meant() {
    for text in [
        "swagger: 2.0",
        "swagger: 2",
        "openapi: '2.0'",
        "openapi: 3.0",
        "openapi: 3.1",
        "openapi: '3.0.3 '",
        "openapi: v3.2.0",
        "swagger: 3.0.0",
    ] {
        let mut diagnostics = Diagnostics::new();
        let tree = parse("a.yaml", text, &mut diagnostics).expect("a tree");
        assert!(to_3_0(tree, "a.yaml", &mut diagnostics).is_some(), "{text}");
        assert!(!diagnostics.has_errors(), "{text}");
    }
}

/// Another spelling of a version is reported. OpenAPI 3.2.0, section 4.1.1: the version is that of the specification, whose
/// schema has the pattern `^3\.2\.\d+(-.+)?$`.
#[test]
fn versions_that_are_spelled_in_another_way_are_reported() {
    for (text, count) in [
        ("swagger: '2.0'", 0),
        ("openapi: 3.0.4", 0),
        ("openapi: 3.2.0-rc1", 0),
        ("openapi: 3.2", 1),
        ("swagger: 2.0", 1),
        ("swagger: 2", 1),
        ("openapi: '3.0'", 1),
        ("openapi: '3.0.3 '", 1),
        ("openapi: v3.2.0", 1),
        ("openapi: 3.1.x", 1),
        ("openapi: 3.2.\u{9ea}", 1),
    ] {
        let mut diagnostics = Diagnostics::new();
        let text = format!("{text}\ninfo: {{title: a, version: '1'}}\npaths: {{}}\n");
        let tree = parse("a.yaml", &text, &mut diagnostics).expect("a tree");
        assert!(to_3_0(tree, "a.yaml", &mut diagnostics).is_some(), "{text}");
        let codes: Vec<Code> = diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, vec![Code::WrongType; count], "{text}");
    }
}

/// Real descriptions, written by hand or by tools, have no errors.
#[test]
fn the_corpus_has_no_errors() {
    let Some(corpus) = crate::skip::shared("corpus").expect("the corpus") else {
        return;
    };
    for name in [
        "petstore.yaml",
        "petstore-expanded.json",
        "link-example.yaml",
        "api-with-examples.json",
        "uspto.yaml",
        "buildomat.json",
        "propolis.json",
        "nexus.json",
    ] {
        let text = std::fs::read_to_string(corpus.join(name)).expect("a text");
        let mut diagnostics = Diagnostics::new();
        let tree = parse(name, &text, &mut diagnostics).expect("a tree");
        assert!(to_3_0(tree, name, &mut diagnostics).is_some());
        let errors: Vec<_> = diagnostics
            .iter()
            .filter(|found| found.severity != Severity::Note)
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}
