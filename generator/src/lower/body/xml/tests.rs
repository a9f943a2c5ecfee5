//! The printed XML tables of schemas in each version of OpenAPI.

use crate::{Input, Options, Output, generate};

/// The printed tables of these components, and the diagnostics. The first component is sent, the second received.
fn tables(version: &str, components: &str) -> (String, Vec<String>) {
    let mut schemas = components.lines().filter_map(|line| line.split_once(": "));
    let [sent, received] = [(); 2].map(|()| schemas.next().map_or("", |(name, _)| name));
    let content =
        |name: &str| format!("{{application/xml: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}");
    let indented: String = components.lines().map(|line| format!("    {line}\n")).collect();
    let text = format!(
        "openapi: {version}\ninfo: {{title: X, version: '1'}}\npaths:\n  /x:\n    put:\n      operationId: put\n      \
         requestBody: {{required: true, content: {}}}\n      responses: {{'200': {{description: It., content: {}}}}}\n\
         components:\n  schemas:\n{indented}",
        content(sent),
        content(received)
    );
    let input = Input {
        name: "x.yaml".to_owned(),
        text,
        lock: None,
        options: Options {
            package: "x".to_owned(),
            ..Options::default()
        },
    };
    let Output {
        generated,
        diagnostics,
    } = generate(&input);
    let files = generated.unwrap().files;
    let printed = files.get(std::path::Path::new("src/xml.rs"));
    let keywords = printed.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let found = diagnostics
        .iter()
        .map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.at.fragment()));
    (keywords.unwrap_or_default(), found.collect())
}

#[track_caller]
fn has(tables: &str, part: &str) {
    // Line breaks and trailing commas depend on the formatter.
    let dense = |text: &str| text.replace([' ', ','], "");
    assert!(dense(tables).contains(&dense(part)), "{part} is not in {tables}");
}

#[test]
fn a_body_without_a_table_leaves_no_partial_tables_behind() {
    let (tables, found) = tables(
        "3.0.3",
        "Broken: {type: object, properties: {good: {$ref: '#/components/schemas/Good'}, bad: {$ref: '#/components/schemas/Bad'}}}\n\
         Good: {type: object, properties: {me: {$ref: '#/components/schemas/Good'}, a: {type: string}}}\n\
         Bad: {type: object, properties: {back: {$ref: '#/components/schemas/Broken'}, x: {type: array, items: {type: array, items: {}}}}}",
    );
    assert_eq!(found, ["untyped-xml /components/schemas/Bad/properties/x/items"]);
    has(
        &tables,
        "static GOOD_ROOT: Element = Element::new(\"Good\", Content::Object(&GOOD));",
    );
    has(
        &tables,
        "Member::new(\"me\", Element::new(\"me\", Content::Object(&GOOD)))",
    );
    assert!(!tables.contains("BROKEN") && !tables.contains("BAD"), "{tables}");
}

#[test]
fn node_types_of_3_2_give_the_tables_of_the_keywords_that_they_replace() {
    let (tables, found) = tables(
        "3.2.0",
        "Sent: {type: array, xml: {nodeType: element, name: animals}, items: {$ref: '#/components/schemas/Animal'}}\n\
         Animal: {type: object, xml: {name: animal}, properties: {kind: {type: string, xml: {nodeType: attribute}}, name: {type: string, xml: {nodeType: text}}}}\n\
         Other: {type: object, properties: {tags: {type: array, items: {type: string}, xml: {nodeType: element}}}}",
    );
    assert_eq!(found, [""; 0]);
    has(
        &tables,
        "\"animals\", Content::List(&Element::new(\"animal\", Content::Object(&ANIMAL)))",
    );
    has(
        &tables,
        "Element::new(\"kind\", Content::Text).place(Place::Attribute)",
    );
    has(
        &tables,
        "Element::new(\"name\", Content::Text).place(Place::Text)",
    );
    let (tables, found) = self::tables(
        "3.2.0",
        "Sent: {type: object, properties: {content: {type: string, xml: {nodeType: cdata}}, tags: {type: array, items: {type: string}, xml: {nodeType: element}}}}\n\
         Got: {type: object, properties: {inner: {type: object, xml: {nodeType: none}, properties: {a: {type: string}}}}}",
    );
    assert_eq!(found, ["untyped-xml /components/schemas/Got/properties/inner"]);
    has(
        &tables,
        "Element::new(\"content\", Content::Text).place(Place::Cdata)",
    );
    has(
        &tables,
        "Content::List(&Element::new(\"tags\", Content::Text).inferred())",
    );
}

#[test]
fn siblings_of_a_reference_apply_since_3_1_and_its_target_supplies_the_rest() {
    let schemas = "Sent: {type: object, properties: {a: {$ref: '#/components/schemas/Got', xml: {name: own}}, b: {$ref: '#/components/schemas/Got'}}}\n\
                   Got: {type: object, xml: {name: got, prefix: g, namespace: 'urn:g'}, properties: {n: {type: integer}}}";
    let (tables, found) = tables("3.0.3", schemas);
    assert_eq!(
        found,
        ["ignored-keyword /components/schemas/Sent/properties/a/xml"]
    );
    assert!(!tables.contains("\"own\""), "{tables}");
    // Two properties would both have the name of the schema, so each has its own.
    for name in ["a", "b"] {
        has(
            &tables,
            &format!("Element::new(\"{name}\", Content::Object(&GOT)).within(\"g\", \"urn:g\")"),
        );
    }
    let (tables, found) = self::tables("3.1.0", schemas);
    assert_eq!(found, [""; 0]);
    has(
        &tables,
        "Element::new(\"own\", Content::Object(&GOT)).within(\"g\", \"urn:g\")",
    );
    has(
        &tables,
        "Element::new(\"got\", Content::Object(&GOT)).within(\"g\", \"urn:g\")",
    );
}

#[test]
fn a_nullable_schema_has_the_table_of_the_schema_and_children_of_a_base_share_one() {
    let (tables, found) = tables(
        "3.1.0",
        "Sent: {type: object, properties: {next: {anyOf: [{$ref: '#/components/schemas/Sent'}, {type: 'null'}]}, list: {type: [array, 'null'], items: {type: [integer, 'null']}}}}\n\
         Base: {type: object, required: [kind], discriminator: {propertyName: kind}, properties: {kind: {type: string}}}\n\
         Cat: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {lives: {type: integer}}}]}\n\
         Dog: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {tricks: {type: array, items: {type: string}}}}]}",
    );
    assert_eq!(found, [""; 0]);
    has(
        &tables,
        "Member::new(\"next\", Element::new(\"next\", Content::Object(&SENT))).nullable()",
    );
    has(&tables, "Element::new(\"list\", Content::Number).inferred()");
    has(
        &tables,
        "Member::new(\"lives\", Element::new(\"lives\", Content::Number))",
    );
    has(&tables, "Element::new(\"tricks\", Content::Text).inferred()");
}

#[test]
fn unions_that_are_variants_of_each_other_are_lowered() {
    let (tables, found) = tables(
        "3.0.3",
        "A: {oneOf: [{type: string, enum: [x]}, {$ref: '#/components/schemas/B'}]}\n\
         C: {oneOf: [{$ref: '#/components/schemas/C'}, {type: object, properties: {c: {$ref: '#/components/schemas/C'}}}]}\n\
         B: {oneOf: [{type: string, enum: [y]}, {$ref: '#/components/schemas/A'}]}",
    );
    assert!(
        !found
            .iter()
            .any(|diagnostic| diagnostic.starts_with("untyped-xml")),
        "{found:?}"
    );
    has(
        &tables,
        "static A_ROOT: Element = Element::new(\"A\", Content::Text);",
    );
    has(
        &tables,
        "Member::new(\"c\", Element::new(\"c\", Content::Object(&C)))",
    );
}

#[test]
fn objects_and_unions_may_be_nested_thousands_of_levels_deep() {
    let chain = |count: usize, each: fn(usize) -> String| -> String {
        let links = (0..count).map(|index| format!("S{index}: {}\n", each(index)));
        links
            .chain([format!("S{count}: {{type: string, enum: [z]}}")])
            .collect()
    };
    let objects = chain(3_000, |index| {
        format!(
            "{{type: object, properties: {{n: {{$ref: '#/components/schemas/S{}'}}}}}}",
            index + 1
        )
    });
    let (printed, found) = tables("3.0.3", &objects);
    assert_eq!(found, Vec::<String>::new());
    has(
        &printed,
        "Member::new(\"n\", Element::new(\"n\", Content::Object(&S2999)))",
    );
    let unions = chain(600, |index| {
        format!(
            "{{oneOf: [{{type: string, enum: [v{index}]}}, {{$ref: '#/components/schemas/S{}'}}]}}",
            index + 1
        )
    });
    let (_, found) = tables("3.0.3", &unions);
    let untyped = found
        .iter()
        .filter(|diagnostic| diagnostic.starts_with("untyped-xml"));
    assert_eq!(untyped.count(), 2, "the request and the response: {found:?}");
}
