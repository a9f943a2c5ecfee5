//! How the program prints: formats, colours, usage, completions and man pages, and `--watch`.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{PETS, Workspace, wrong_arguments};
use tests::command::{binary, generator_with};
use tests::shapes::SHAPES;
use tests::skip::{self, Need};

/// A description with a warning and a note.
const FLAWED: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1', titel: x}\npaths: {}\n";

#[test]
fn messages_are_json_lines_or_one_line_each() {
    let workspace = Workspace::new(FLAWED);
    let run = workspace.run(&["--message-format", "json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let message: Value = serde_json::from_str(run.stdout.trim()).expect("one JSON line");
    assert_eq!(message["severity"], "warning");
    assert_eq!(message["code"], "unknown-key");
    assert_eq!(message["file"], "spec/pets.yaml");
    assert_eq!(
        (&message["line"], &message["pointer"]),
        (&Value::from(2), &Value::from("/info/titel"))
    );
    assert!(message["help"].is_string(), "{message}");
    assert!(run.stderr.starts_with("pets: 0 operations"), "{run:?}");
    let run = workspace.run(&["check", "--message-format", "short"]);
    assert!(
        run.stderr.starts_with("spec/pets.yaml:2:") && run.stderr.contains(": warning[unknown-key]: "),
        "{run:?}"
    );
    assert_eq!(run.stderr.lines().count(), 1, "{run:?}");
}

#[test]
fn annotations_and_sarif_have_all_diagnostics() {
    let workspace = Workspace::new(FLAWED);
    let run = workspace.run(&["check", "--message-format", "github"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stdout.contains("::warning file=spec/pets.yaml,line=2,"),
        "{run:?}"
    );
    assert!(
        run.stdout
            .contains("::error file=generated/Cargo.toml,line=1,col=1,"),
        "{run:?}"
    );
    let run = workspace.run(&["--message-format", "sarif"]);
    let log: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "unknown-key");
    workspace.put("spec/pets.yaml", "{");
    let run = workspace.run(&["--message-format", "sarif"]);
    let log: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        (run.code, &log["runs"][0]["invocations"][0]["exitCode"]),
        (Some(1), &Value::from(1))
    );
    fs::remove_file(workspace.path("spec/pets.yaml")).expect("removed");
    let run = workspace.run(&["--message-format", "json"]);
    let message: Value = serde_json::from_str(run.stdout.trim()).expect("one JSON line");
    assert_eq!((run.code, &message["code"]), (Some(2), &Value::Null));
    let run = workspace.run(&["dump", "--ir", "no.yaml", "--message-format", "json"]);
    assert!(
        run.stdout.is_empty() && run.stderr.starts_with("{\"schema\":1,"),
        "{run:?}"
    );
}

#[test]
fn quiet_runs_print_errors_alone() {
    let workspace = Workspace::new(FLAWED);
    let run = workspace.run(&["--quiet"]);
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (Some(0), "", "")
    );
    workspace.put("spec/pets.yaml", "{");
    let run = workspace.run(&["-q"]);
    assert!(
        run.code == Some(1) && run.stderr.contains("error[syntax]"),
        "{run:?}"
    );
}

#[test]
fn colours_depend_on_the_arguments_and_the_environment() {
    let workspace = Workspace::new(FLAWED);
    let is_colored = |arguments: &[&str], env: &[(&str, &str)]| {
        let run = generator_with(&workspace.path(""), arguments, env, "");
        run.stderr.contains('\u{1b}')
    };
    assert!(is_colored(&["--color", "always"], &[]));
    assert!(is_colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!is_colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(is_colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(is_colored(&[], &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")]));
    assert!(!is_colored(&[], &[]));
}

#[test]
fn wrong_arguments_print_usage_and_suggestions() {
    let workspace = Workspace::new(PETS);
    for (arguments, part) in [
        (
            &["chekc"][..],
            "some similar subcommands exist: 'schema', 'check'",
        ),
        (&["--cliemt", "a"], "a similar argument exists: '--client'"),
        (&["--message-format", "jsn"], "a similar value exists: 'json'"),
        (&["--nonsense"], "unexpected argument '--nonsense' found"),
        (&["--out", "a"], "--out and --package need --spec"),
        (&["--spec", "spec/pets.yaml"], "--out <DIR>"),
    ] {
        wrong_arguments(&workspace.run(arguments), part);
    }
}

#[test]
fn hints_name_the_command_as_it_was_called() {
    let workspace = Workspace::new("{");
    let hint = |env: &[(&str, &str)], name: &str, arguments: &[&str]| {
        let mut command = Command::new(binary());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::arg0(&mut command, name);
        command
            .current_dir(workspace.path(""))
            .args(arguments)
            .envs(env.iter().copied());
        String::from_utf8(command.output().expect("it starts").stderr).expect("UTF-8")
    };
    assert!(hint(&[], "/bin/oas", &[]).contains("`oas explain syntax`"));
    assert!(hint(&[], "cargo-openapi", &["openapi", "check"]).contains("`cargo openapi explain syntax`"));
    let manifest = fs::canonicalize(concat!(env!("CARGO_MANIFEST_DIR"), "/../generator")).expect("a folder");
    let manifest = manifest.to_string_lossy().into_owned();
    let by_cargo = [
        ("CARGO_PKG_NAME", "generator"),
        ("CARGO_MANIFEST_DIR", manifest.as_str()),
    ];
    assert!(hint(&by_cargo, "generator", &[]).contains("`cargo run -p generator -- explain syntax`"));
    assert!(hint(&by_cargo[..1], "generator", &[]).contains("`generator explain syntax`"));
}

#[test]
fn completions_and_man_pages_have_every_command() {
    let workspace = Workspace::new(PETS);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = workspace.run(&["completions", shell]);
        assert!(run.code == Some(0) && run.stdout.contains("doctor"), "{run:?}");
    }
    let run = workspace.run(&["man"]);
    assert!(
        run.stdout.contains(".TH generator 1") && run.stdout.contains("doctor"),
        "{run:?}"
    );
    let run = workspace.run(&["man", "diff"]);
    assert!(run.stdout.contains("code\\-quality"), "{run:?}");
    assert_eq!(workspace.run(&["man", "nonsense"]).code, Some(2));
}

/// A process that ends with the test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until the condition holds.
fn until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(120), "{what}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_watched_description_is_generated_again() {
    let workspace = Workspace::new(PETS);
    let mut command = Command::new(binary());
    command.arg("--watch").current_dir(workspace.path(""));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let _process = Process(command.spawn().expect("it starts"));
    let readme = workspace.path("generated/README.md");
    let has = |text: &str| fs::read_to_string(&readme).is_ok_and(|readme| readme.contains(text));
    until("the first run", || has("Pets"));
    // An invalid description does not end it.
    workspace.put("spec/pets.yaml", "{");
    thread::sleep(Duration::from_millis(600));
    workspace.put("spec/pets.yaml", PETS.replace("Pets", "Dogs"));
    until("the second run", || has("Dogs"));
}

/// What can't be read at first is watched too.
#[test]
fn a_watched_configuration_may_be_invalid_at_first() {
    let workspace = Workspace::new(PETS);
    let path = workspace.path("spec/generator.toml");
    let valid = fs::read_to_string(&path).expect("generator.toml");
    workspace.put("spec/generator.toml", "[[client]");
    let mut command = Command::new(binary());
    command.arg("--watch").current_dir(workspace.path(""));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let _process = Process(command.spawn().expect("it starts"));
    thread::sleep(Duration::from_millis(600));
    workspace.put("spec/generator.toml", &valid);
    let readme = workspace.path("generated/README.md");
    until("the run after the correction", || readme.exists());
}

/// What the generator prints on a terminal. `None`, which is recorded, without the program that makes one.
#[cfg(unix)]
fn on_terminal(workspace: &Workspace, columns: u32, term: &str, arguments: &str) -> Option<String> {
    let line = format!(
        "stty rows 24 cols {columns}; TERM={term} '{}' {arguments}",
        binary().display()
    );
    let script = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .current_dir(workspace.path(""))
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("CI", "true")
        .output();
    let Ok(output) = script else {
        skip::skip(Need::Tool, "there is no `script`, which makes a terminal").expect("a record");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// On a terminal the text is as wide as the terminal.
#[test]
#[cfg(unix)]
fn text_on_a_terminal_has_its_width() {
    let workspace = Workspace::new(FLAWED);
    let long = FLAWED.replace(
        "titel: x",
        &format!("titel: x, description: {}", "word ".repeat(60)),
    );
    workspace.put("spec/pets.yaml", long);
    let Some(narrow) = on_terminal(&workspace, 70, "xterm", "") else {
        return;
    };
    let wide = on_terminal(&workspace, 130, "xterm", "").expect("a terminal");
    let longest = |text: &str| {
        let lines = text
            .lines()
            .filter(|line| line.contains("titel") && line.contains('|'));
        lines.map(str::len).max().unwrap_or_default()
    };
    assert!(longest(&narrow) < longest(&wide), "{narrow}\n{wide}");
    assert!(narrow.contains('\u{1b}'));
    let dumb = on_terminal(&workspace, 70, "dumb", "").expect("a terminal");
    assert!(!dumb.contains('\u{1b}'));
}

/// A run of more than a second has a line that is replaced and cleared, unless the terminal can't or the user wants none.
#[test]
#[cfg(unix)]
fn a_long_run_shows_its_progress_on_a_terminal() {
    let shape = SHAPES
        .iter()
        .find(|shape| shape.name == "objects")
        .expect("a shape");
    // Several seconds of work: a fast machine must need more than one.
    let workspace = Workspace::new(&shape.text(6_000));
    let Some(printed) = on_terminal(&workspace, 80, "xterm", "check") else {
        return;
    };
    let clear = "\r\u{1b}[K";
    let is_line = |text: &str| text.starts_with("generated 0 of 1, ") && text.ends_with(" s");
    assert!(printed.split(clear).any(is_line), "{printed}");
    let (_, after) = printed.rsplit_once(clear).expect("the line");
    assert!(!after.starts_with("generated 0 of 1"), "it is cleared: {printed}");
    for (term, arguments) in [("dumb", "check"), ("xterm", "check --quiet")] {
        let printed = on_terminal(&workspace, 80, term, arguments).expect("a terminal");
        assert!(
            !printed.contains("generated 0 of 1"),
            "{term} {arguments}: {printed}"
        );
    }
}
