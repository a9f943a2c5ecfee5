//! `generator describe` and `generator overlay`.

use std::fs;

use super::Workspace;

const STORE: &str = "openapi: 3.0.4
info: {title: Store, version: 1}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      summary: Finds a pet.
      tags: [pets]
      parameters: [{name: id, in: path, schema: {type: integer}}]
      responses:
        200:
          description: Found.
          content: {application/json: {schema: {$ref: '#/components/schemas/pet-of-store'}}}
        404: {description: Not here.}
components:
  schemas:
    pet-of-store:
      type: object
      required: [name]
      properties: {name: {type: string}, age: {type: integer}}
";

#[test]
fn an_operation_and_a_type_are_described_by_each_of_their_names() {
    let workspace = Workspace::new(STORE);
    let page = |name: &str| {
        let run = workspace.run(&["describe", name]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        run.stdout
    };
    let operation = page("pets().get_pet");
    for part in [
        "client.pets().get_pet\nGET /pets/{id} (getPet, #/paths/~1pets~1{id}/get)\nFinds a pet.\n",
        "fn get_pet(&self, id: i64) -> Call<operations::GetPet>\nOutput = types::PetOfStore\nError = ()\n",
        "    let response = client.pets().get_pet(1).await?;\n",
        "- id: i64 = path \"id\"; required\n",
        "- 200: types::PetOfStore (application/json); Found.\n",
        "- 404; Not here.\n",
        "Describe next: types::PetOfStore\n",
    ] {
        assert!(operation.contains(part), "no {part:?} in {operation}");
    }
    for name in [
        "client.pets().get_pet",
        "getPet",
        "get_pet",
        "get /pets/{id}",
        "#/paths/~1pets~1{id}/get",
    ] {
        assert_eq!(page(name), operation, "{name}");
    }
    let ty = page("PetOfStore");
    assert!(ty.contains("- age: Option<i64> = \"age\" optional\n"), "{ty}");
    for name in [
        "types::PetOfStore",
        "pet-of-store",
        "#/components/schemas/pet-of-store",
    ] {
        assert_eq!(page(name), ty, "{name}");
    }
    let member = page("PetOfStore.age");
    assert!(
        member.contains("- age: ") && !member.contains("- name: "),
        "{member}"
    );

    let run = workspace.run(&["describe", "getPet", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(json["operation_id"], "getPet");
    assert_eq!(json["parameters"]["items"][0]["type"], "i64");
}

#[test]
fn an_unknown_name_is_one_line_with_a_suggestion() {
    let workspace = Workspace::new(STORE);
    let run = workspace.run(&["describe", "PetOfStor"]);
    let line = "error: there is no operation and no type `PetOfStor`; did you mean `PetOfStore`?\n";
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (Some(2), "", line)
    );
    let run = Workspace::new("{}").run(&["describe", "Pet"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{}", run.stderr);
}

#[test]
fn with_the_overlay_the_diagnostics_are_gone_and_the_output_is_the_same() {
    let workspace = Workspace::new(STORE);
    let before = workspace.run(&["-v"]);
    assert!(
        before.stderr.contains("a path parameter needs `required: true`"),
        "{}",
        before.stderr
    );
    let run = workspace.run(&["overlay", "spec/repairs.yaml"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
    let overlay = fs::read_to_string(workspace.path("spec/repairs.yaml")).expect("an overlay");
    let printed = workspace.run(&["overlay"]);
    assert_eq!(printed.stdout, overlay);

    let files = workspace.snapshot();
    let config = fs::read_to_string(workspace.path("spec/generator.toml")).expect("a configuration");
    workspace.put(
        "spec/generator.toml",
        format!("{config}overlays = [\"repairs.yaml\"]\n"),
    );
    let after = workspace.run(&["-v"]);
    assert_eq!((after.code, after.stderr.as_str()), (Some(0), ""));
    let is_output = |path: &std::path::Path| path.starts_with(workspace.path("generated"));
    let now = workspace.snapshot();
    let outputs = |files: &std::collections::BTreeMap<_, (Vec<u8>, _)>| -> Vec<Vec<u8>> {
        files
            .iter()
            .filter(|(path, _): &(&std::path::PathBuf, _)| is_output(path))
            .map(|(_, file)| file.0.clone())
            .collect()
    };
    assert_eq!(outputs(&files), outputs(&now));
    let again = workspace.run(&["overlay"]);
    assert_eq!(
        (again.code, again.stdout.as_str()),
        (Some(0), ""),
        "{}",
        again.stderr
    );
}

#[test]
fn what_an_overlay_cannot_repair_is_listed() {
    let workspace = Workspace::new(&format!("{STORE}    pet-of-store: {{type: string}}\n"));
    let run = workspace.run(&["overlay"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stderr.contains("not in the overlay: spec/pets.yaml#"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.starts_with("# The generator reads these parts"),
        "{}",
        run.stdout
    );
}
