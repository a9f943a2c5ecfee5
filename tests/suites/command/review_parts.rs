//! `generator diff` with descriptions that have errors: what both sides have is left out and named, and the rest is compared.

use super::reviews::{ends, repository};
use super::{CONFIG, Workspace};

/// The response of one operation refers to the web, that of another one has a type that does, and a third operation refers to a
/// parameter without a name.
const FAULTY: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /good:
    get:
      operationId: good
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {description: Good., content: {application/json: {schema: {$ref: '#/components/schemas/Good'}}}}}
  /direct:
    get: {operationId: direct, responses: {'200': {description: One., content: {application/json: {schema: {$ref: 'https://example.com/pets.json#/Gone'}}}}}}
  /shared:
    get: {operationId: shared, parameters: [{$ref: '#/components/parameters/Nameless'}], responses: {'204': {description: Done.}}}
  /deep:
    get: {operationId: deep, responses: {'200': {description: Deep., content: {application/json: {schema: {$ref: '#/components/schemas/Holder'}}}}}}
components:
  parameters:
    Nameless: {in: query, schema: {type: string}}
  schemas:
    Good: {type: object, properties: {name: {type: string}}}
    Holder: {type: object, properties: {inner: {$ref: '#/components/schemas/Inner'}}}
    Inner: {type: object, properties: {name: {$ref: 'https://example.com/pets.json#/Lost'}}}
";

/// A repository with the faulty description.
fn faulty() -> Workspace {
    let workspace = repository();
    workspace.put("spec/pets.yaml", FAULTY);
    workspace.commit();
    workspace
}

const LEFT_OUT: &str = "not compared: 3 operations, `external-reference`, `missing-field`: `GET /deep`, `GET /direct`, `GET /shared`";

#[test]
fn what_both_sides_cannot_read_is_left_out_and_named() {
    let workspace = faulty();
    let run = workspace.run(&["diff"]);
    ends(&run, 0, LEFT_OUT);
    assert!(!run.stdout.contains("nothing changed"), "{run:?}");
    assert_eq!(
        run.stdout.matches("unknown, a part is not compared").count(),
        4,
        "{run:?}"
    );
    // The rest is compared as ever.
    workspace.put(
        "spec/pets.yaml",
        FAULTY.replace("name: {type: string}", "name: {type: integer}"),
    );
    let run = workspace.run(&["diff"]);
    ends(&run, 1, LEFT_OUT);
    ends(&run, 1, "type-changed");
    ends(&run, 1, "break, 1 change");
    let run = workspace.run(&["diff", "--json", "-"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let operations = ["GET /deep", "GET /direct", "GET /shared"];
    assert_eq!(json["not_compared"]["operations"], serde_json::json!(operations));
    assert_eq!(json["not_compared"]["differing"], serde_json::json!([]));
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(1), "{json:#}");
    let run = workspace.run(&["diff", "--markdown", "-"]);
    assert!(run.stdout.contains("**Not compared:** 3 operations"), "{run:?}");
    let run = workspace.run(&["diff", "--annotations"]);
    assert!(run.stdout.contains("title=not compared::3 operations"), "{run:?}");
}

/// Nobody knows what the change does, so only the gate that is open passes it.
#[test]
fn a_change_of_what_is_left_out_fails_the_gate() {
    let workspace = faulty();
    let changed = FAULTY.replace(
        "Holder: {type: object,",
        "Holder: {type: object, required: [inner],",
    );
    workspace.put("spec/pets.yaml", changed);
    let run = workspace.run(&["diff"]);
    ends(
        &run,
        1,
        "1 operation that could not be compared and whose text differs: `GET /deep`",
    );
    ends(
        &workspace.run(&["diff", "--gate", "old-clients=none"]),
        0,
        LEFT_OUT,
    );
}

#[test]
fn an_error_that_only_the_new_side_has_is_no_comparison() {
    let workspace = faulty();
    let good = "{$ref: '#/components/schemas/Good'}";
    workspace.put(
        "spec/pets.yaml",
        FAULTY.replace(good, "{$ref: 'https://example.com/pets.json#/Bad'}"),
    );
    let run = workspace.run(&["diff"]);
    ends(&run, 2, "not compared");
    ends(&run, 2, "new: error[external-reference]");
    assert!(
        run.stdout.contains("Bad") && !run.stdout.contains("Lost"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("pets.yaml:8:") && !run.stderr.contains("Lost"),
        "{run:?}"
    );
    // Inserted lines move the errors that both sides have.
    let moved = FAULTY.replace("    Holder:", "    Another: {type: string}\n    Holder:");
    workspace.put("spec/pets.yaml", moved);
    ends(&workspace.run(&["diff", "--gate", "rust=none"]), 0, LEFT_OUT);
    // What only the old side has is left out: there was no client of it.
    workspace.put(
        "spec/pets.yaml",
        FAULTY.replace("https://example.com/pets.json#/Gone", "#/components/schemas/Good"),
    );
    let run = workspace.run(&["diff"]);
    ends(&run, 1, LEFT_OUT);
    ends(
        &run,
        1,
        "1 operation that could not be compared and whose text differs: `GET /direct`",
    );
}

/// An error that is in no operation can be anywhere.
#[test]
fn an_error_of_the_whole_description_is_no_comparison() {
    let workspace = repository();
    workspace.put(
        "spec/generator.toml",
        format!("{CONFIG}only = {{ tags = [\"gone\"] }}\n"),
    );
    workspace.commit();
    ends(&workspace.run(&["diff"]), 2, "error[unused-selection]");
}
