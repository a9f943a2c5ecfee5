//! Several clients in one generator.toml, and `--client`.

use super::{PETS, Workspace, could_not_run};

const NAMES: [&str; 4] = ["ants", "bees", "cats", "dogs"];

fn workspace() -> Workspace {
    let workspace = Workspace::new(PETS);
    let client = |name: &str| {
        format!("[[client]]\nspec = \"{name}.yaml\"\npackage = \"{name}\"\nout = \"clients/{name}\"\n")
    };
    // The first clients are large, so that later ones are ready before them.
    for (position, name) in NAMES.iter().enumerate() {
        let schemas: String = (position * 40..160)
            .map(|number| format!("    A{number}: {{type: object, properties: {{a: {{type: string}}}}}}\n"))
            .collect();
        workspace.put(
            &format!("spec/{name}.yaml"),
            format!(
                "openapi: 3.0.3\ninfo: {{title: a, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Of: {{type: string}}\n{schemas}"
            ),
        );
    }
    workspace.put("spec/generator.toml", NAMES.map(client).concat());
    workspace
}

/// The first word of each line.
fn packages(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.split(':').next()).collect()
}

#[test]
fn clients_are_printed_in_the_order_of_the_configuration() {
    let workspace = workspace();
    for arguments in [&[][..], &["check"]] {
        let run = workspace.run(arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(packages(&run.stdout), NAMES, "{arguments:?}");
    }
}

#[test]
fn named_clients_alone_are_generated_and_checked() {
    let workspace = workspace();
    let run = workspace.run(&["--client", "dogs", "--client", "bees"]);
    assert_eq!(packages(&run.stdout), ["bees", "dogs"], "{run:?}");
    let is_written = NAMES.map(|name| workspace.path(&format!("clients/{name}/Cargo.toml")).exists());
    assert_eq!(is_written, [false, true, false, true]);
    let run = workspace.run(&["check", "--client", "dogs"]);
    assert_eq!(
        (run.code, packages(&run.stdout)),
        (Some(0), vec!["dogs"]),
        "{run:?}"
    );
    assert_eq!(workspace.run(&["check"]).code, Some(1));
    for arguments in [
        &["--client", "owls"][..],
        &["check", "--client", "dogs", "--client", "owls"],
    ] {
        could_not_run(&workspace.run(arguments), "there is no client `owls`");
    }
}
