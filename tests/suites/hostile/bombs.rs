//! S3 and S4: small texts that expand to large or deep ones. The real program reads each with limits on processor time and
//! memory. Its stack has the default size, and an overflow would be a signal, not an exit code.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::command::{Run, limited};
use tests::shapes::SHAPES;

/// The program under test is not optimized.
const SECONDS: u32 = 20;
const KIB: u32 = 512 << 10;

fn run(name: &str, text: &str, seconds: u32) -> Run {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join(name), text).expect("written");
    let arguments = ["--spec", name, "--out", "out", "--package", "bomb"];
    limited(folder.path(), &arguments, seconds, KIB)
}

fn is_refused(name: &str, text: &str, seconds: u32, code: &str) {
    ends_with(name, text, seconds, Some(1), &format!("error[{code}]"));
}

/// Asserts that the part that can't be read is loosened, and the rest is generated.
fn is_loosened(name: &str, text: &str, seconds: u32, code: &str) {
    ends_with(name, text, seconds, Some(0), &format!("warning[{code}]"));
}

fn ends_with(name: &str, text: &str, seconds: u32, exit: Option<i32>, diagnostic: &str) {
    let run = run(name, text, seconds);
    let start: String = text.chars().take(60).collect();
    assert_eq!(run.code, exit, "{start}: {run:?}");
    assert!(run.stderr.contains(diagnostic), "{start}: {run:?}");
    assert!(run.stderr.contains(&format!("--> {name}:")), "{start}: {run:?}");
}

#[test]
fn s3_aliases_that_expand_exponentially() {
    let nine = |first: &str, each: fn(&str) -> String| {
        let mut text = format!("openapi: 3.0.3\na0: &a0 {first}\n");
        for level in 1..=9 {
            let alias = format!("*a{}", level - 1);
            text.push_str(&format!("a{level}: &a{level} {}\n", each(&alias)));
        }
        text
    };
    let list = |alias: &str| format!("[{}]", [alias; 9].join(", "));
    let map = |alias: &str| {
        let members: Vec<String> = (0..9).map(|n| format!("k{n}: {alias}")).collect();
        format!("{{{}}}", members.join(", "))
    };
    let merge = |alias: &str| format!("{{<<: [{}], own: 1}}", [alias; 9].join(", "));
    for text in [
        nine("[lol, lol, lol, lol, lol, lol, lol, lol, lol]", list),
        nine("{a: lol, b: lol}", map),
        nine("{a: lol, b: lol}", merge),
    ] {
        is_refused("bomb.yaml", &text, 5, "too-large");
    }
    is_refused("bomb.yaml", "openapi: 3.0.3\na: &a [*a]\n", 5, "too-deep");
}

#[test]
fn s4_texts_nested_a_hundred_thousand_deep() {
    for open in ["[", "{\"a\":", "{a: ", "- "] {
        for name in ["deep.json", "deep.yaml"] {
            let code = match (name, open) {
                ("deep.json", "{a: " | "- ") => "syntax",
                _ => "too-deep",
            };
            is_refused(name, &open.repeat(100_000), SECONDS, code);
        }
    }
    let indented: String = (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    is_refused("deep.yaml", &indented, SECONDS, "too-deep");
}

fn reference(to: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/S{to}")})
}

/// A description with this number of schemas, each built from its number, and a last one. It uses the first.
fn schemas(count: usize, each: impl Fn(usize) -> Value, last: Value) -> String {
    let mut all = serde_json::Map::new();
    all.extend((0..count).map(|n| (format!("S{n}"), each(n))));
    all.insert(format!("S{count}"), last);
    let answer = json!({"description": "ok", "content": {"application/json": {"schema": reference(0)}}});
    json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "a", "responses": {"200": answer}}}},
        "components": {"schemas": all},
    })
    .to_string()
}

#[test]
fn s4_chains_and_cycles_of_references_and_all_of() {
    let text = || json!({"type": "string"});
    let long = schemas(3_000, |n| reference(n + 1), text());
    is_loosened("chain.json", &long, SECONDS, "too-deep");
    let ring = schemas(1_000, |n| reference((n + 1) % 1_000), text());
    is_loosened("ring.json", &ring, SECONDS, "too-deep");
    let small = schemas(10, |n| reference((n + 1) % 10), text());
    is_loosened("ring.json", &small, SECONDS, "cyclic-reference");
    let parts =
        |n| json!({"allOf": [reference(n), {"type": "object", "properties": {"a": {"type": "string"}}}]});
    let chain = schemas(3_000, |n| parts(n + 1), json!({"type": "object"}));
    is_loosened("chain.json", &chain, SECONDS, "too-deep");
    let itself = schemas(1, |_| parts(0), text());
    is_loosened("ring.json", &itself, SECONDS, "cyclic-reference");
    let required = schemas(
        1_000,
        |n| json!({"type": "object", "required": ["n"], "properties": {"n": reference((n + 1) % 1_000)}}),
        text(),
    );
    is_loosened("ring.json", &required, SECONDS, "cyclic-reference");
}

/// A chain that a person could write is accepted: each alias is a type, and the last one determines the first.
#[test]
fn s4_forty_aliases_of_each_other_are_one_type() {
    let last = json!({"type": "integer", "nullable": true, "minimum": 7});
    let mut document: Value = serde_json::from_str(&schemas(40, |n| reference(n + 1), last)).expect("JSON");
    let parameter = json!({"name": "n", "in": "query", "schema": reference(0)});
    let property = json!({"type": "object", "properties": {"n": reference(0)}});
    document["paths"]["/a"]["get"]["parameters"] = json!([parameter]);
    document["components"]["schemas"]["Holder"] = property;
    let (generated, found) = super::generate("chain.json", &document.to_string());
    let generated = generated.unwrap_or_else(|| panic!("{found:#?}"));
    let file = |path: &str| &generated.files[std::path::Path::new(path)];
    assert!(
        file("src/types.rs").contains("pub type S0 = S1;"),
        "{}",
        file("src/types.rs")
    );
    assert!(
        file("src/types.rs").contains("pub n: Option<Option<S0>> = tristate(n_null) \"n\""),
        "{}",
        file("src/types.rs")
    );
    assert!(file("src/checks.rs").contains('7'), "{}", file("src/checks.rs"));
    let operations = file("src/operations.rs");
    assert!(
        operations.contains("n: i64 = query(\"n\").check("),
        "{operations}"
    );
}

/// Steps with quadratic or cubic time exceed the limit already here. The bench has ten thousand of each.
#[test]
fn s4_thousands_of_any_item_take_linear_time() {
    for shape in &SHAPES {
        let run = run("many.json", &shape.text(2_000), SECONDS);
        assert!(matches!(run.code, Some(0 | 1)), "{}: {:?}", shape.name, run.code);
    }
}

#[test]
fn s4_a_part_that_is_named_twice_is_read_once() {
    let object = || json!({"type": "object", "properties": {"a": {"type": "string"}}});
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let doubled = schemas(
            40,
            |n| json!({keyword: [reference(n + 1), reference(n + 1)]}),
            object(),
        );
        let run = run("double.json", &doubled, SECONDS);
        assert_eq!(run.code, Some(0), "{keyword}: {}", run.stderr);
    }
}

#[test]
fn s4_types_that_contain_themselves_are_boxed() {
    let text = || json!({"type": "string"});
    for (schema, types) in [
        (json!({"oneOf": [reference(0), reference(0)]}), "Box<S0>"),
        (json!({"anyOf": [reference(0), {"type": "string"}]}), "Box<S0>"),
        (
            json!({"type": "object", "properties": {"a": reference(0)}}),
            "Box<S0>",
        ),
        (json!({"type": "array", "items": reference(0)}), "struct S0"),
        (
            json!({"type": "object", "properties": {"a": {"allOf": [reference(0), {"required": ["b"]}]}}}),
            "Box<S0a>",
        ),
    ] {
        let (generated, found) = super::generate("self.json", &schemas(1, |_| schema.clone(), text()));
        let generated = generated.unwrap_or_else(|| panic!("{found:#?}"));
        let text = &generated.files[std::path::Path::new("src/types.rs")];
        assert!(text.contains(types), "{schema}: {text}");
    }
}

/// With a keyword beside the variants, each variant is merged with it.
#[test]
fn s4_unions_that_are_variants_of_each_other() {
    for keyword in ["oneOf", "anyOf"] {
        let beside = |n: usize| json!({keyword: [reference(n), {"type": "object", "required": ["a"]}], "properties": {"a": {"type": "string"}}});
        let text = schemas(3, |n| beside((n + 1) % 3), json!({}));
        let run = run("unions.json", &text, SECONDS);
        assert!(matches!(run.code, Some(0 | 1)), "{:?}: {}", run.code, run.stderr);
    }
}

/// Each property contains the whole object and extends the next ones, so that the merged parts differ for a long time.
#[test]
fn s4_properties_that_extend_their_own_object() {
    let extended = |n: usize| {
        let others = (0..12).filter(|other| other % (n + 2) != 0);
        let more = others.map(|other| {
            (
                format!("p{other}"),
                json!({"properties": {format!("q{n}"): reference(0)}}),
            )
        });
        json!({"allOf": [reference(0), {"properties": serde_json::Map::from_iter(more)}]})
    };
    let properties = serde_json::Map::from_iter((0..12).map(|n| (format!("p{n}"), extended(n))));
    let text = schemas(
        1,
        |_| json!({"type": "object", "properties": properties}),
        json!({}),
    );
    let run = run("extended.json", &text, SECONDS);
    assert!(matches!(run.code, Some(0 | 1)), "{:?}: {}", run.code, run.stderr);
}

#[test]
fn s4_inline_schemas_as_deep_as_the_text_may_be() {
    let layers: [fn(Value) -> Value; 4] = [
        |inner| json!({"type": "array", "items": inner}),
        |inner| json!({"type": "object", "properties": {"a": inner}}),
        |inner| json!({"oneOf": [inner, {"type": "integer"}]}),
        |inner| json!({"allOf": [inner, {"type": "object"}]}),
    ];
    for layer in layers {
        let deep = (0..55).fold(json!({"type": "object"}), |inner, _| layer(inner));
        let run = run("deep.json", &schemas(1, |_| deep.clone(), json!({})), SECONDS);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
}

/// Similar names are searched in linear time, and the diagnostics are folded.
#[test]
fn s4_five_thousand_dangling_references() {
    let schema = |n: usize| format!("\"A{n}\": {{\"$ref\": \"#/components/schemas/Nope{n}\"}}");
    let schemas: Vec<String> = (0..5_000).map(schema).collect();
    let text = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{{}}}}}}}"#,
        schemas.join(", ")
    );
    let run = run("dangling.json", &text, SECONDS);
    assert!(run.code.is_some_and(|code| code <= 1), "{run:?}");
    assert!(run.stderr.lines().count() < 200, "{run:?}");
}

/// Each action could multiply the additions of the previous ones.
#[test]
fn s4_overlays_that_grow_exponentially() {
    let folder = TempDir::new().expect("a folder");
    let pets = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\nx-a: {}\n";
    fs::write(folder.path().join("pets.yaml"), pets).expect("written");
    let wide = "- {target: '$..*', update: {x-b: {}, x-c: {}, x-d: {}}}\n";
    let deep = (0..300).map(|n| format!("- {{target: '$..x{n}', update: {{x{}: {{}}}}}}\n", n + 1));
    let deep = format!(
        "- {{target: $, update: {{x0: {{}}}}}}\n{}",
        deep.collect::<String>()
    );
    for (actions, code) in [(wide.repeat(30), "too-large"), (deep, "too-deep")] {
        let overlay = format!("overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}");
        fs::write(folder.path().join("fix.yaml"), overlay).expect("written");
        let arguments = [
            "--spec",
            "pets.yaml",
            "--out",
            "out",
            "--package",
            "p",
            "--overlay",
            "fix.yaml",
        ];
        let run = limited(folder.path(), &arguments, SECONDS, KIB);
        assert_eq!(run.code, Some(1), "{code}: {run:?}");
        assert!(run.stderr.contains(&format!("error[{code}]")), "{code}: {run:?}");
    }
}

/// The number of schemas, a function that builds each from its number, and the last one.
type Shape<'s> = (usize, &'s dyn Fn(usize) -> Value, Value);

/// Unions within unions: each level would double the variants of the level above, or the work for them.
#[test]
fn s4_unions_of_unions_are_not_multiplied_out() {
    let named = |n: usize, key: &str| json!({"properties": {format!("{key}{n}"): {"type": "string"}}});
    let arm = |n: usize, key: &str| json!({"allOf": [reference(n + 1), named(n, key)]});
    let object = || json!({"type": "object", "properties": {"z": {"type": "string"}}});
    let tagged = || json!({"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}}});
    let shapes: [Shape; 9] = [
        (
            25,
            &|n| json!({"oneOf": [arm(n, "x"), arm(n, "y"), arm(n, "w")]}),
            object(),
        ),
        (
            25,
            &|n| json!({"anyOf": [arm(n, "x"), arm(n, "y"), arm(n, "w")]}),
            object(),
        ),
        (40, &|n| json!({"oneOf": [arm(n, "x"), arm(n, "y")]}), object()),
        (
            40,
            &|n| json!({"anyOf": [{"anyOf": [reference(n + 1), named(n, "x")]}, arm(n, "y")]}),
            object(),
        ),
        (
            40,
            &|n| json!({"allOf": [reference(n + 1), reference(n + 1)]}),
            json!({"oneOf": [{"type": "string"}, object()]}),
        ),
        (
            40,
            &|n| json!({"oneOf": [{"type": "array", "items": arm(n, "x")}, arm(n, "y")]}),
            object(),
        ),
        (
            25,
            &|n| json!({"oneOf": [{"allOf": [reference(n + 1), {"properties": {"p": {"oneOf": [arm(n, "q"), {"type": "string"}]}}}]}, arm(n, "y")]}),
            object(),
        ),
        (
            40,
            &|n| json!({"oneOf": [reference(n + 1), arm(n, "x")], "discriminator": {"propertyName": "k"}}),
            tagged(),
        ),
        (
            40,
            &|n| json!({"properties": {"p": {"allOf": [reference(n + 1), {"description": "d"}]}, "q": arm(n, "x")}}),
            object(),
        ),
    ];
    for (count, each, last) in shapes {
        let text = schemas(count, each, last);
        assert!(text.len() < 10_000, "{}", text.len());
        let run = run("union.json", &text, SECONDS);
        assert_eq!(run.code, Some(0), "{}: {}", each(0), run.stderr);
    }
}
