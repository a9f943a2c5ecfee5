//! `generator diff --prune`, `--changelog`, `--uses` and `--surface=all`.

use std::fs;

use super::reviews::{OLD, ends, repository};
use super::{CONFIG, Workspace, could_not_run, wrong_arguments};

fn config(workspace: &Workspace) -> String {
    fs::read_to_string(workspace.path("spec/generator.toml")).expect("a text")
}

/// Two entries that match nothing, with text around them that stays.
const ENTRIES: &str = "
# Why the next one is there.
[[client.accept]]
change = \"0123456789ab\"
reason = \"\"\"
two
lines\"\"\" # and a word

[[client.accept]]
code = \"operation-removed\"
below = \"#/paths/~1x\"
kind = \"correction\"
reason = \"y\"

[client.review]
rust = \"none\" # the last line
";

#[test]
fn entries_that_match_nothing_are_removed_and_nothing_else_changes() {
    let workspace = repository();
    workspace.put("spec/generator.toml", format!("{CONFIG}{ENTRIES}"));
    let run = workspace.run(&["diff"]);
    ends(
        &run,
        1,
        "an entry of `accept` matches nothing: there is no change `0123456789ab`",
    );
    for line in [
        "     8 - change = \"0123456789ab\"",
        "    11 - lines\"\"\" # and a word",
        "    14 - code =",
    ] {
        assert!(run.stderr.contains(line), "{line}: {run:?}");
    }
    could_not_run(
        &workspace.run(&["diff", "main", "main", "--prune"]),
        "leave out NEW",
    );
    let run = workspace.run(&["diff", "--prune"]);
    ends(&run, 0, "spec/generator.toml: removed change `0123456789ab`");
    let kept = "
# Why the next one is there.

[client.review]
rust = \"none\" # the last line
";
    assert_eq!(config(&workspace), format!("{CONFIG}{kept}"));
    ends(
        &workspace.run(&["diff", "--accept", "--prune"]),
        0,
        "there is no entry to remove",
    );
    assert_eq!(config(&workspace), format!("{CONFIG}{kept}"));
}

#[test]
fn an_entry_of_a_merged_change_is_a_warning_and_can_be_removed_with_new_ones_added() {
    let workspace = repository();
    workspace.put("spec/pets.yaml", OLD.replace("/owners", "/people"));
    let entry =
        "\n[[client.accept]]\ncode = \"operation-removed\"\nbelow = \"#/paths/~1x\"\nreason = \"y\"\n";
    workspace.put("spec/generator.toml", format!("{CONFIG}{entry}"));
    workspace.commit();
    workspace.put("spec/pets.yaml", OLD);
    let run = workspace.run(&["diff", "--json", "-"]);
    assert!(
        run.stderr
            .contains("is merged; remove the entry (this is a warning)"),
        "{run:?}"
    );
    assert!(run.stderr.contains("   6 - [[client.accept]]"), "{run:?}");
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let reasons = json["gate"]["reasons"].as_array().expect("reasons");
    assert!(
        reasons
            .iter()
            .all(|reason| !reason.to_string().contains("accept")),
        "{json:#}"
    );
    let id = json["changes"][0]["id"].as_str().expect("an id");
    could_not_run(
        &workspace.run(&["diff", "--accept", id, "--prune"]),
        "--accept needs a reason",
    );
    ends(
        &workspace.run(&["diff", "--accept", id, "--reason", "moved back", "--prune"]),
        0,
        "accepted",
    );
    let expected = format!("{CONFIG}\n[[client.accept]]\nchange = \"{id}\"\nreason = \"moved back\"\n");
    assert_eq!(config(&workspace), expected);
    could_not_run(
        &workspace.run(&["diff", "--accept"]),
        "--accept needs the id of a change",
    );
}

#[test]
fn an_entry_of_an_inline_list_is_left_to_its_author() {
    let workspace = repository();
    let inline = format!("{CONFIG}accept = [{{change = \"0123456789ab\", reason = \"x\"}}]\n");
    workspace.put("spec/generator.toml", &inline);
    could_not_run(
        &workspace.run(&["diff", "--prune"]),
        "remove this entry of an inline list by hand",
    );
    assert_eq!(config(&workspace), inline);
}

#[test]
fn a_changelog_says_what_users_of_the_crate_see() {
    let workspace = repository();
    let new = OLD
        .replace("  /owners:\n    get: {operationId: listOwners,", "  /people:\n    get: {operationId: listPeople,")
        .replace("get: {operationId: listPets,", "get: {operationId: listPets, deprecated: true, parameters: [{name: limit, in: query, schema: {type: integer}}],");
    workspace.put("spec/pets.yaml", new);
    let run = workspace.run(&["diff", "--changelog"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.starts_with("## [0.2.0]\n\n### Added\n\n- "), "{run:?}");
    let sections = run.stdout.lines().filter(|line| line.starts_with("### "));
    let sections: Vec<&str> = sections.collect();
    assert_eq!(sections, ["### Added", "### Deprecated", "### Removed"]);
    let removed = run.stdout.split_once("### Removed").expect("a section").1;
    assert!(removed.contains("- **Breaking:** "), "{run:?}");
    assert!(
        removed.contains("Clients of earlier versions fail against the new server."),
        "{run:?}"
    );
    workspace.put("spec/pets.yaml", OLD);
    ends(
        &workspace.run(&["diff", "--changelog"]),
        0,
        "## [0.1.0]\n\nNothing changes for code that uses the crate.\n",
    );
    workspace.put("spec/pets.yaml", "- broken\n");
    ends(
        &workspace.run(&["diff", "--changelog"]),
        2,
        "pets: not compared: ",
    );
}

/// A type in a list of a type in a response, a ring, and a parameter that two operations have.
const USES: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pages:
    get:
      operationId: pages
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {description: Page., content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}
  /pets:
    post:
      operationId: addPet
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/pet_row'}}}}
      responses: {'204': {description: Done.}}
components:
  schemas:
    Page: {type: object, properties: {items: {type: array, items: {$ref: '#/components/schemas/pet_row'}}}}
    pet_row: {type: object, properties: {parent: {$ref: '#/components/schemas/pet_row'}, name: {type: string}}}
    Unused: {type: object, properties: {name: {type: string}}}
";

#[test]
fn uses_are_a_tree_from_a_type_to_its_operations() {
    let workspace = Workspace::new(USES);
    let tree = |name: &str| {
        let run = workspace.run(&["diff", "--uses", name]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
        run.stdout
    };
    let expected = "PetRow  spec/pets.yaml:18:5  (2 operations)
├─ POST /pets request
├─ Page.items[]
│  └─ GET /pages 200
└─ PetRow.parent  (…)
";
    assert_eq!(tree("PetRow"), expected);
    assert_eq!(tree("pet_row"), expected);
    let limit = "query limit  spec/pets.yaml:7:20  (2 operations)\n├─ GET /pages\n└─ POST /pets\n";
    assert_eq!(tree("limit"), limit);
    assert_eq!(
        tree("Unused"),
        "Unused  spec/pets.yaml:19:5  (no operation uses it)\n"
    );
    could_not_run(
        &workspace.run(&["diff", "--uses", "Cat"]),
        "there is no type and no parameter `Cat`",
    );
    workspace.put("other.yaml", USES);
    ends(
        &workspace.run(&["diff", "other.yaml", "--uses", "Page"]),
        0,
        "└─ GET /pages 200",
    );
}

#[test]
fn the_whole_surface_has_the_lines_that_do_not_differ_too() {
    let workspace = repository();
    workspace.put(
        "spec/common.yaml",
        "Pet: {type: object, properties: {name: {type: integer}}}\n",
    );
    let changed = workspace.run(&["diff", "--surface"]);
    ends(
        &changed,
        1,
        "+ types::Pet.name: Option<i64> = \"name\" optional    type-changed",
    );
    assert!(
        changed.stdout.lines().all(|line| line.starts_with(['+', '-'])),
        "{changed:?}"
    );
    let whole = workspace.run(&["diff", "--surface=all"]);
    ends(&whole, 1, "- types::Pet.name: Option<String>");
    ends(&whole, 1, "\n  types::Pet: ");
    assert!(whole.stdout.lines().count() > changed.stdout.lines().count() + 3);
    wrong_arguments(
        &workspace.run(&["diff", "--surface=some"]),
        "invalid value 'some'",
    );
}
