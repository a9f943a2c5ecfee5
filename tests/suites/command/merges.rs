//! Two branches that change a description at different places merge as their descriptions do: no output file and no lock has a
//! conflict, and the merged files are the output for the merged description. Only the lines of `surface.txt` may be in another
//! order until the next run, since both branches can add a line at the same place.

use std::process::Command;

use super::Workspace;

const BASE: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 100}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: page, in: query, schema: {type: integer}}
      responses:
        '200':
          description: The pets.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      security: [{key: []}, {session: []}]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The pet.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
  /pets/{id}/owner:
    get:
      operationId: getPetOwner
      tags: [pets]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The owner.
          content: {application/json: {schema: {$ref: '#/components/schemas/Owner'}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    session: {type: apiKey, in: cookie, name: session}
  schemas:
    Owner:
      type: object
      properties:
        name: {type: string}
    Pet:
      type: object
      required:
        - kind
        - name
      properties:
        name: {type: string}
        born: {type: string, format: date}
        kind: {$ref: '#/components/schemas/PetKind'}
    PetKind:
      type: string
      enum:
        - cat
        - dog
        - fish
    Shape:
      oneOf:
        - {$ref: '#/components/schemas/Owner'}
        - {type: string}
        - {type: integer}
";

/// A place in the description, and the text that a branch inserts before it.
type Change = (&'static str, &'static str);

/// The changes of two branches.
struct Case {
    what: &'static str,
    ours: &'static [Change],
    theirs: &'static [Change],
}

const CASES: [Case; 9] = [
    Case {
        what: "properties",
        ours: &[("        born:", "        age: {type: integer, minimum: 0}\n")],
        theirs: &[("    PetKind:\n", "        zone: {type: string, maxLength: 9}\n")],
    },
    Case {
        what: "properties that are next to each other in the alphabet",
        ours: &[(
            "        born:",
            "        note_a: {type: string, nullable: true}\n",
        )],
        theirs: &[("        kind: {", "        note_b: {type: string}\n")],
    },
    Case {
        what: "required properties of a response",
        ours: &[
            ("        - kind\n", "        - age\n"),
            ("        born:", "        age: {type: integer}\n"),
        ],
        theirs: &[
            (
                "      properties:\n        name: {type: string}\n        born",
                "        - zone\n",
            ),
            ("        kind: {", "        zone: {type: string}\n"),
        ],
    },
    Case {
        what: "optional parameters of an operation",
        ours: &[(
            "        - {name: tags,",
            "        - {name: breed, in: query, schema: {type: string}}\n",
        )],
        theirs: &[(
            "        - {name: page,",
            "        - {name: colors, in: query, schema: {type: array, items: {type: string}}}\n",
        )],
    },
    Case {
        what: "values of an enum",
        ours: &[("        - cat\n", "        - ape\n")],
        theirs: &[("        - fish\n", "        - eel\n")],
    },
    Case {
        what: "variants of a union",
        ours: &[("        - {type: string}\n", "        - {type: boolean}\n")],
        theirs: &[(
            "        - {type: integer}\n",
            "        - {type: array, items: {type: string}}\n",
        )],
    },
    Case {
        what: "operations",
        ours: &[(
            "  /pets/{id}:\n",
            "  /food:\n    get: {operationId: listFood, tags: [pets], responses: {'204': {description: None.}}}\n",
        )],
        theirs: &[(
            "  /pets/{id}/owner:\n",
            "  /pets/{id}/bath:\n    post:\n      operationId: washPet\n      tags: [pets]\n      parameters:\n        \
             - {name: id, in: path, required: true, schema: {type: string}}\n      \
             responses: {'204': {description: Done.}}\n",
        )],
    },
    Case {
        what: "security schemes",
        ours: &[("    key: {", "    admin: {type: http, scheme: basic}\n")],
        theirs: &[(
            "    session: {",
            "    legacy: {type: apiKey, in: query, name: legacy}\n",
        )],
    },
    Case {
        what: "schemas",
        ours: &[(
            "    Pet:\n",
            "    Address:\n      type: object\n      properties: {street: {type: string}}\n",
        )],
        theirs: &[(
            "    Shape:\n",
            "    Price:\n      type: object\n      properties: {amount: {type: integer}}\n",
        )],
    },
];

#[test]
fn two_branches_that_change_a_description_at_different_places_merge() {
    let workspace = Workspace::new(BASE);
    workspace.git(&["init", "--quiet", "--initial-branch", "main"]);
    workspace.generate_and_commit("Generate the client");
    for Case { what, ours, theirs } in CASES {
        workspace.git(&["checkout", "--quiet", "-B", "ours", "main"]);
        workspace.put("spec/pets.yaml", changed(ours));
        workspace.generate_and_commit("Add ours");
        workspace.git(&["checkout", "--quiet", "-B", "theirs", "main"]);
        workspace.put("spec/pets.yaml", changed(theirs));
        workspace.generate_and_commit("Add theirs");
        println!("merging {what}");
        workspace.git(&["merge", "--quiet", "--no-edit", "ours"]);
        let run = workspace.run(&[]);
        assert_eq!(run.code, Some(0), "{what}: {run:?}");
        let changed = workspace.git(&["diff", "--name-only"]);
        let others = changed.lines().filter(|path| !path.ends_with("/surface.txt"));
        assert_eq!(others.collect::<Vec<_>>(), [""; 0], "{what}");
        workspace.git(&["checkout", "--quiet", "--force", "main"]);
    }
}

/// The description with each change inserted before its place, which occurs once.
fn changed(changes: &[Change]) -> String {
    let mut text = BASE.to_owned();
    for (place, added) in changes {
        assert_eq!(text.matches(place).count(), 1, "{place}");
        text = text.replacen(place, &format!("{added}{place}"), 1);
    }
    text
}

impl Workspace {
    /// Generates and commits all files.
    fn generate_and_commit(&self, message: &str) {
        let run = self.run(&[]);
        assert_eq!(run.code, Some(0), "{run:?}");
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// Runs git, independent of the user's settings.
    fn git(&self, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.current_dir(self.path(""))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .args(["-c", "user.name=test", "-c", "user.email=test@example.com"])
            .args(arguments);
        let output = git.output().expect("git starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let printed = text(&output.stdout);
        assert!(
            output.status.success(),
            "git {arguments:?}: {printed}{}",
            text(&output.stderr)
        );
        printed
    }
}
