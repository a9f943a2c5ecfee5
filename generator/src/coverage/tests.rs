use std::collections::BTreeMap;

use crate::coverage::{Counts, Coverage};
use crate::diagnostics::{Allow, AllowSource, Code};
use crate::dialect::Object;
use crate::{Input, Options, coverage};

fn input(text: &str) -> Input {
    Input {
        name: "api.yaml".to_owned(),
        text: text.to_owned(),
        lock: None,
        options: Options::default(),
    }
}

fn lossy(code: Code) -> Counts {
    Counts {
        lossy: BTreeMap::from([(code, 1)]),
        ..Counts::default()
    }
}

fn refused(code: Code) -> Counts {
    Counts {
        refused: BTreeMap::from([(code, 1)]),
        ..Counts::default()
    }
}

fn typed(typed: usize) -> Counts {
    Counts {
        typed,
        ..Counts::default()
    }
}

fn of(coverage: &Coverage, object: Object, keyword: &str) -> Counts {
    let place = (object, keyword.to_owned());
    coverage.keywords.get(&place).cloned().unwrap_or_default()
}

const PETS: &str = "
openapi: 3.0.3
info: {title: Pets, version: '1', x-logo: {url: a}}
paths:
  /pets:
    get:
      responses:
        '200':
          description: All of them.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pets', description: mine}}}
components:
  schemas:
    Pets: {type: array, items: {type: string, not: {maxLength: 3}, xml: {name: pet, wrapped: true}}}
    Odd: {type: object, colour: red, additionalProperties: false, example: {type: {type: x}}}
";

#[test]
fn every_keyword_is_counted_once() {
    let coverage = coverage(&input(PETS));
    let schema = |keyword| of(&coverage, Object::Schema, keyword);
    assert_eq!(schema("type"), typed(3));
    assert_eq!(schema("$ref"), typed(1));
    assert_eq!(schema("additionalProperties"), typed(1));
    assert_eq!(schema("example").annotation, 1);
    // The schema below `not` is an assertion, and the object below `xml` determines XML bodies.
    assert_eq!(schema("not"), typed(1));
    assert_eq!(schema("maxLength"), typed(1));
    assert_eq!(schema("xml"), typed(1));
    assert_eq!(of(&coverage, Object::Xml, "name"), typed(1));
    assert_eq!(schema("description"), lossy(Code::IgnoredKeyword));
    assert_eq!(schema("colour"), lossy(Code::UnknownKey));
    // Paths, statuses, media types, properties and extensions are not keywords.
    assert_eq!(of(&coverage, Object::Response, "content"), typed(1));
    assert_eq!(of(&coverage, Object::Info, "x-logo"), Counts::default());
    assert!(coverage.keywords.keys().all(|(_, keyword)| !keyword.is_empty()));

    let total = coverage.total();
    // 4 in the root, 2 in `info`, 4 from the operation to its schema, `schemas`, and in schemas those above, `items` and two in
    // `xml`.
    assert_eq!((total.typed, total.annotation), (22, 2));
    assert_eq!((total.lossy(), total.refused()), (2, 0));
}

#[test]
fn diagnostics_count_at_the_closest_keyword_or_for_the_object() {
    let coverage = coverage(&input(
        "
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
    Bad: {type: string, pattern: '(', maxLength: x}
    Mixed: {enum: [a, {b: c}]}
    Worse: 3
    Nowhere: {type: array, items: {$ref: '#/nowhere'}}
    Twice: {type: object, properties: {a: {allOf: [{minimum: 3}, {maximum: 2}]}}}
",
    ));
    let schema = |keyword| of(&coverage, Object::Schema, keyword);
    assert_eq!(schema("enum"), lossy(Code::Lossy));
    assert_eq!(schema("pattern"), lossy(Code::InvalidPattern));
    assert_eq!(schema("maxLength"), lossy(Code::WrongType));
    assert_eq!(schema("$ref"), lossy(Code::DanglingReference));
    assert_eq!(schema("items"), typed(1));
    assert_eq!(of(&coverage, Object::Components, "schemas"), typed(1));
    // `Worse` is not a schema, and no number satisfies `Twice`.
    let lossy = [(Code::WrongType, 1), (Code::InvalidConstraint, 1)];
    assert_eq!(schema("").lossy, lossy.into());
}

#[test]
fn an_allowed_error_is_lossy_and_not_refused() {
    let text = PETS.replace(
        "responses:",
        "parameters: [{$ref: '#/nowhere'}]\n      responses:",
    );
    let mut input = input(&text);
    assert_eq!(
        of(&coverage(&input), Object::Parameter, "$ref"),
        refused(Code::DanglingReference)
    );
    let written = AllowSource::Argument("dangling-reference".to_owned());
    let allow = Allow::new(Code::DanglingReference, None, written);
    input.options.allow.push(allow);
    assert_eq!(
        of(&coverage(&input), Object::Parameter, "$ref"),
        lossy(Code::DanglingReference)
    );
}

/// A translated tree is counted by the keywords of the text.
#[test]
fn a_description_of_3_1_is_counted_by_its_own_keywords() {
    let coverage = coverage(&input(
        "
openapi: 3.1.0
info: {title: Pets, version: '1', summary: All about pets}
components:
  schemas:
    Pet: {type: [string, 'null'], const: cat, if: {maxLength: 3}, $ref: '#/$defs/x', description: a}
    Any: true
$defs: {x: {}}
",
    ));
    let schema = |keyword| of(&coverage, Object::Schema, keyword);
    for keyword in ["type", "const", "maxLength", "$ref"] {
        assert_eq!(schema(keyword).refused(), 0, "{keyword}: {coverage:#?}");
    }
    assert_eq!(schema("description").annotation, 1);
    assert_eq!(schema("if"), typed(1));
    assert_eq!(of(&coverage, Object::Info, "summary").annotation, 1);
    assert_eq!(of(&coverage, Object::OpenApi, "$defs"), lossy(Code::UnknownKey));
}

#[test]
fn a_text_that_cannot_be_parsed_is_refused_as_a_whole() {
    for (text, code) in [
        ("{", Code::Syntax),
        ("openapi: 9.0.0", Code::UnsupportedVersion),
        ("{}", Code::MissingField),
    ] {
        let coverage = coverage(&input(text));
        assert_eq!(of(&coverage, Object::OpenApi, ""), refused(code), "{text}");
        assert_eq!(coverage.total(), refused(code));
    }
}
