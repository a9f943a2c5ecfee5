//! A table for each object: the object, its 3.0 shape, and the diagnostics.

use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::to_3_0;
use crate::source::{Node, Pointer, parse};

fn translate(rest: &str, diagnostics: &mut Diagnostics) -> Node {
    let text = format!("swagger: '2.0'\ninfo: {{title: Pets, version: '1'}}\n{rest}");
    let tree = parse("api.yaml", &text, diagnostics).expect("a tree");
    to_3_0(tree, "api.yaml", diagnostics).expect("2.0")
}

fn yaml(text: &str) -> serde_json::Value {
    parse("a.yaml", text, &mut Diagnostics::new())
        .expect("a tree")
        .to_json()
}

/// Checks the node at `at` in the 3.0 shape of a document with these lines, and the diagnostics: code and pointer.
#[track_caller]
fn shape(before: &str, at: &str, after: &str, found: &[(Code, &str)]) {
    let mut diagnostics = Diagnostics::new();
    let tree = translate(before, &mut diagnostics);
    let node = tree.at(&Pointer::at("api.yaml", at)).map(Node::to_json);
    assert_eq!(node, Some(yaml(after)), "{before}");
    let all: Vec<_> = diagnostics
        .iter()
        .map(|it| (it.code, it.at.to_string()))
        .collect();
    let found: Vec<_> = found.iter().map(|(code, at)| (*code, (*at).to_owned())).collect();
    assert_eq!(all, found, "{before}");
}

/// Checks an operation in the 3.0 shape, from `parts` of it and `lines` of the document.
#[track_caller]
fn operation(parts: &str, lines: &str, after: &str, found: &[(Code, &str)]) {
    let responses = if parts.contains("responses:") {
        ""
    } else {
        "responses: {}, "
    };
    let before = format!("paths: {{/a: {{post: {{{responses}{parts}}}}}}}\n{lines}");
    shape(&before, "/paths/~1a/post", after, found);
}

#[test]
fn hosts_and_schemes() {
    for (before, after) in [
        (
            "host: a.b\nbasePath: /v1/\nschemes: [ws, http, https]",
            "[{url: 'https://a.b/v1'}, {url: 'http://a.b/v1'}]",
        ),
        ("host: a.b", "[{url: 'https://a.b'}]"),
        ("basePath: /v1", "[{url: /v1}]"),
    ] {
        shape(&format!("paths: {{}}\n{before}"), "/servers", after, &[]);
    }
}

#[test]
fn parameters_and_the_form_of_lists() {
    let lossy = |below| (Code::Lossy, below);
    for (before, after, found) in [
        (
            "{name: q, in: query, type: string, enum: [a], x-nullable: true}",
            "{name: q, in: query, schema: {type: string, enum: [a], nullable: true}}",
            vec![],
        ),
        (
            "{name: q, in: query, type: array, items: {type: string}}",
            "{name: q, in: query, style: form, explode: false, schema: {type: array, items: {type: string}}}",
            vec![],
        ),
        (
            "{name: q, in: query, collectionFormat: multi, type: array, items: {type: string}}",
            "{name: q, in: query, style: form, explode: true, schema: {type: array, items: {type: string}}}",
            vec![],
        ),
        (
            "{name: q, in: query, collectionFormat: ssv, type: array, items: {type: string}}",
            "{name: q, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}}",
            vec![],
        ),
        (
            "{name: q, in: query, collectionFormat: pipes, type: array, items: {type: string}}",
            "{name: q, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}",
            vec![],
        ),
        (
            "{name: q, in: header, type: array, items: {type: string}}",
            "{name: q, in: header, style: simple, explode: false, schema: {type: array, items: {type: string}}}",
            vec![],
        ),
        (
            "{name: q, in: query, collectionFormat: tsv, type: array, items: {type: string}}",
            "{name: q, in: query, schema: {type: string}}",
            vec![lossy("#/parameters/q/collectionFormat")],
        ),
        (
            "{name: q, in: header, collectionFormat: ssv, type: array, items: {type: string}}",
            "{name: q, in: header, schema: {type: string}}",
            vec![lossy("#/parameters/q/collectionFormat")],
        ),
        (
            "{name: q, in: query, type: array, items: {type: array, collectionFormat: pipes, items: {type: string}}}",
            "{name: q, in: query, style: form, explode: false, schema: {type: array, items: {type: array, items: {type: string}}}}",
            vec![lossy("#/parameters/q/items/collectionFormat")],
        ),
    ] {
        let before = format!("paths: {{}}\nparameters: {{q: {before}}}");
        shape(&before, "/components/parameters/q", after, &found);
    }
}

#[test]
fn bodies() {
    operation(
        "parameters: [{name: b, in: body, required: true, description: d, schema: {type: object}}, {name: q, in: query, type: string}]",
        "consumes: [application/json, a/b]",
        "{responses: {}, parameters: [{name: q, in: query, schema: {type: string}}], requestBody: {required: true, description: d, content: \
         {application/json: {schema: {type: object}}, a/b: {schema: {type: object}}}}}",
        &[],
    );
    operation(
        "consumes: ['*/*'], parameters: [{$ref: '#/parameters/b'}]",
        "parameters: {b: {name: b, in: body, schema: {type: object}}}",
        "{responses: {}, parameters: [], requestBody: {content: {application/json: {schema: {$ref: \
         '#/components/requestBodies/b/content/application~1json/schema'}}}}}",
        &[],
    );
    operation(
        "parameters: [{$ref: '#/parameters/b'}]",
        "parameters: {b: {name: b, in: body, schema: {type: object}}}",
        "{responses: {}, parameters: [], requestBody: {$ref: '#/components/requestBodies/b'}}",
        &[],
    );
    shape(
        "paths: {/a: {parameters: [{name: b, in: body, schema: {}}], get: {responses: {}}, put: {responses: {}}}}",
        "/paths/~1a",
        "{parameters: [], get: {responses: {}, requestBody: {content: {application/json: {schema: {}}}}}, \
         put: {responses: {}, requestBody: {content: {application/json: {schema: {}}}}}}",
        &[],
    );
}

#[test]
fn forms() {
    operation(
        "parameters: [{name: f, in: formData, required: true, type: string, description: d}, {$ref: '#/parameters/l'}]",
        "parameters: {l: {name: l, in: formData, type: array, items: {type: string}}}",
        "{responses: {}, parameters: [], requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, \
         required: [f], properties: {f: {type: string, description: d}, l: {type: array, items: {type: string}}}}, \
         encoding: {l: {style: form, explode: false}}}}}}",
        &[],
    );
    operation(
        "consumes: [application/x-www-form-urlencoded, multipart/form-data], parameters: [{name: f, in: formData, type: file}]",
        "",
        "{responses: {}, parameters: [], requestBody: {content: {multipart/form-data: {schema: {type: object, properties: \
         {f: {type: string, format: binary}}}}}}}",
        &[],
    );
}

#[test]
fn responses() {
    operation(
        "produces: [a/b, application/json], responses: {200: {description: d, schema: {type: object}, headers: {X: {type: integer}}, \
         examples: {application/json: {a: 1}}}, 204: {description: e}}",
        "",
        "{responses: {200: {description: d, headers: {X: {schema: {type: integer}}}, content: {a/b: {schema: {type: object}}, \
         application/json: {schema: {type: object}, example: {a: 1}}}}, 204: {description: e}}}",
        &[],
    );
}

#[test]
fn files_are_bytes() {
    for (produces, media_type) in [
        ("[application/json]", "application/json"),
        ("[]", "application/octet-stream"),
        ("[image/png]", "image/png"),
        ("['*/*']", "application/octet-stream"),
    ] {
        shape(
            &format!(
                "paths: {{}}\nproduces: {produces}\nresponses: {{f: {{description: d, schema: {{type: file}}}}}}"
            ),
            "/components/responses/f",
            &format!(
                "{{description: d, content: {{{media_type}: {{schema: {{type: string, format: binary}}}}}}}}"
            ),
            &[],
        );
    }
}

#[test]
fn schemas() {
    for (before, after) in [
        (
            "{x-nullable: true, type: string}",
            "{nullable: true, type: string}",
        ),
        ("{discriminator: kind}", "{discriminator: {propertyName: kind}}"),
        ("{type: [string, 'null']}", "{type: string, nullable: true}"),
        (
            "{type: object, readOnly: true, additionalProperties: {$ref: '#/definitions/B'}}",
            "{type: object, readOnly: true, additionalProperties: {$ref: '#/components/schemas/B'}}",
        ),
    ] {
        let before = format!("paths: {{}}\ndefinitions: {{B: {{}}, A: {before}}}");
        shape(&before, "/components/schemas/A", after, &[]);
    }
    let of_3_0 = (Code::UnknownKey, "#/definitions/A/oneOf");
    shape(
        "paths: {}\ndefinitions: {A: {oneOf: [{}]}}",
        "/components/schemas/A",
        "{oneOf: [{}]}",
        &[of_3_0],
    );
}

#[test]
fn security() {
    for (before, after) in [
        ("{type: basic}", "{type: http, scheme: basic}"),
        (
            "{type: apiKey, in: header, name: X}",
            "{type: apiKey, in: header, name: X}",
        ),
        (
            "{type: oauth2, flow: accessCode, authorizationUrl: a, tokenUrl: b, scopes: {c: d}}",
            "{type: oauth2, flows: {authorizationCode: {authorizationUrl: a, tokenUrl: b, scopes: {c: d}}}}",
        ),
        (
            "{type: oauth2, flow: application, tokenUrl: b, scopes: {}}",
            "{type: oauth2, flows: {clientCredentials: {tokenUrl: b, scopes: {}}}}",
        ),
    ] {
        let before = format!("paths: {{}}\nsecurityDefinitions: {{s: {before}}}");
        shape(&before, "/components/securitySchemes/s", after, &[]);
    }
}

/// Later stages report pointers into the translated tree; the user reads the text.
#[test]
fn later_diagnostics_point_into_the_text() {
    let mut diagnostics = Diagnostics::new();
    translate(
        "paths: {/a: {post: {parameters: [{name: b, in: body, schema: {properties: {c: {}}}}, {name: q, in: query, type: string}, \
         {name: r, in: query, type: string}], responses: {200: {description: d, schema: {type: array}}}}, \
         put: {parameters: [{name: f, in: formData, type: string}], responses: {}}}}\n\
         definitions: {A: {discriminator: k}}\nhost: a.b\n",
        &mut diagnostics,
    );
    for (new, old) in [
        (
            "/components/schemas/A/discriminator/propertyName",
            "/definitions/A/discriminator",
        ),
        (
            "/paths/~1a/post/parameters/0/schema/type",
            "/paths/~1a/post/parameters/1/type",
        ),
        (
            "/paths/~1a/post/parameters/1/schema/type",
            "/paths/~1a/post/parameters/2/type",
        ),
        ("/paths/~1a/post/requestBody", "/paths/~1a/post/parameters/0"),
        (
            "/paths/~1a/post/requestBody/content/application~1json/schema/properties/c",
            "/paths/~1a/post/parameters/0/schema/properties/c",
        ),
        (
            "/paths/~1a/put/requestBody/content/application~1x-www-form-urlencoded/schema/properties/f/type",
            "/paths/~1a/put/parameters/0/type",
        ),
        (
            "/paths/~1a/post/responses/200/content/application~1json/schema/type",
            "/paths/~1a/post/responses/200/schema/type",
        ),
        ("/servers/0/url", "/host/0/url"),
    ] {
        let at = Pointer::at("api.yaml", new);
        assert_eq!(
            diagnostics.report(Code::Lossy, &at, new).at.fragment(),
            old,
            "{new}"
        );
    }
}

/// Errors are reported with the keywords of 2.0.
#[test]
fn keys_are_those_of_2_0() {
    let mut diagnostics = Diagnostics::new();
    translate(
        "paths: {/a: {get: {reponses: {}, requestBody: {}, responses: {200: {$ref: '#/responses/Okk'}}}}}\nresponses: {Ok: {description: d}}\n\
         definitions: {A: {$ref: '#/responses/Ok'}}\nparameters: {p: {name: p, in: query}}\n",
        &mut diagnostics,
    );
    let found: Vec<_> = diagnostics
        .iter()
        .map(|it| (it.code, it.at.to_string(), it.help.clone().unwrap_or_default()))
        .collect();
    let diagnostic = |code, at: &str, help: &str| (code, at.to_owned(), help.to_owned());
    let free = "extension keys begin with `x-`";
    assert_eq!(
        found,
        [
            diagnostic(
                Code::DanglingReference,
                "#/paths/~1a/get/responses/200/$ref",
                "did you mean `#/responses/Ok`?"
            ),
            diagnostic(Code::WrongType, "#/definitions/A/$ref", ""),
            diagnostic(Code::MissingField, "#/parameters/p", ""),
            diagnostic(Code::UnknownKey, "#/paths/~1a/get/reponses", free),
            diagnostic(Code::UnknownKey, "#/paths/~1a/get/requestBody", free),
        ]
    );
}
