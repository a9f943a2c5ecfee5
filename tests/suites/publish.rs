//! Generated packages can be published: `cargo package` accepts and compiles them. `CORPUS=all` packages those that
//! the suite `corpus` compiles, `CORPUS=github,petstore` the named ones.

use std::io;

use generator::{Input, Manifest, Options, Runtime};
use tests::corpus::{self, Description, QUICK, SLOW, Workspace};

#[test]
fn packages_with_their_runtime_are_accepted_by_cargo() -> io::Result<()> {
    let chosen = std::env::var("CORPUS").unwrap_or_default();
    let names: Vec<&str> = match chosen.as_str() {
        "" => vec!["petstore"],
        "all" => QUICK.into_iter().chain(SLOW).collect(),
        names => names.split(',').collect(),
    };
    let Some(descriptions) = corpus::named(&names)? else {
        return Ok(());
    };
    let workspace = Workspace::open("publish")?;
    for description in &descriptions {
        workspace.write(&description.name, &package(description)?)?;
    }
    workspace.set_members(names.iter().copied())?;
    let mut problems = String::new();
    for name in names {
        let mut command = workspace.cargo(&["package", "--allow-dirty", "--quiet", "--package", name]);
        let output = command.output()?;
        let printed = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() || printed.contains("warning") {
            problems.push_str(&format!("{name}: {}\n{printed}\n", output.status));
        }
    }
    assert!(problems.is_empty(), "{problems}");
    Ok(())
}

/// The files of the package, with what a registry requires.
fn package(description: &Description) -> io::Result<generator::Files> {
    let package = [
        ("keywords", r#"["api"]"#),
        ("license", r#""MIT""#),
        ("publish", "true"),
        ("repository", r#""https://example.com""#),
    ];
    let manifest = Manifest {
        package: package
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .into(),
        is_published: true,
        metadata: "[package.metadata.docs.rs]\nall-features = true\n".to_owned(),
        ..Manifest::default()
    };
    let file = description.path.file_name().unwrap_or_default();
    let output = generator::generate(&Input {
        name: file.to_string_lossy().into_owned(),
        text: std::fs::read_to_string(&description.path)?,
        lock: None,
        options: Options {
            package: description.name.clone(),
            runtime: Runtime::Embedded,
            manifest,
            surface: true,
            ..Options::default()
        },
    });
    let generated = output
        .into_result()
        .map_err(|found| io::Error::other(found.to_string()))?;
    Ok(generated.files)
}
