//! `generator diff` where nothing is compared, or not for every client: each report that was asked for says so.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tests::command::{Run, generator};

use super::reviews::{OLD, ends, git, repository};
use super::{CONFIG, Workspace, could_not_run};

/// Every report, to files and as annotations.
const REPORTS: [&str; 9] = [
    "--json",
    "out.json",
    "--sarif",
    "out.sarif",
    "--code-quality",
    "out.quality",
    "--markdown",
    "out.md",
    "--annotations",
];

/// The reports of a run.
struct Reports {
    run: Run,
    json: Value,
    sarif: Value,
    quality: Value,
    markdown: String,
}

impl Reports {
    /// Runs `diff` in a folder with these arguments and all reports.
    fn of(folder: &Path, arguments: &[&str]) -> Self {
        let run = generator(folder, &[&["diff"], arguments, &REPORTS].concat());
        let text = |end: &str| {
            let path = folder.join(format!("out.{end}"));
            let text = fs::read_to_string(&path).expect("the report is written");
            fs::remove_file(path).expect("removed");
            text
        };
        let json = |end: &str| serde_json::from_str(&text(end)).expect("JSON");
        Self {
            json: json("json"),
            sarif: json("sarif"),
            quality: json("quality"),
            markdown: text("md"),
            run,
        }
    }

    /// Each report says that nothing was compared, and why.
    fn say_not_compared(&self, why: &str, marker: &str) {
        let Self {
            run,
            json,
            sarif,
            quality,
            markdown,
        } = self;
        assert_eq!(run.code, Some(2), "{run:?}");
        let message = json.pointer("/error/message").and_then(Value::as_str);
        let message = message.expect("a message");
        assert!(message.contains(why), "{message}");
        assert_eq!(json["status"], "not-compared");
        assert_eq!(json.pointer("/gate/exit_code"), Some(&Value::from(2)));
        assert_eq!(json.get("verdict").or(json.get("changes")), None);
        let successful = sarif.pointer("/runs/0/invocations/0/executionSuccessful");
        assert_eq!(successful, Some(&Value::from(false)));
        assert_eq!(sarif.pointer("/runs/0/results"), None);
        assert_eq!(
            quality.pointer("/0/check_name"),
            Some(&Value::from("not-compared"))
        );
        assert_eq!(quality.pointer("/0/severity"), Some(&Value::from("blocker")));
        assert!(markdown.starts_with(marker), "{markdown}");
        assert!(markdown.contains("API review: not compared"), "{markdown}");
        assert!(run.stdout.contains("title=not compared::"), "{run:?}");
        for text in [markdown, &run.stdout] {
            assert!(!text.contains("nothing changed"), "{text}");
        }
    }
}

const PETS: &str = "<!-- generator-diff:pets:v1 -->\n";
const ALL: &str = "<!-- generator-diff:*:v1 -->\n";

#[test]
fn a_failure_before_the_comparison_is_in_every_report() {
    let workspace = repository();
    let folder = workspace.0.path();
    let missing = Reports::of(folder, &["gone"]);
    missing.say_not_compared("`gone` is neither a git revision nor a file", PETS);
    assert_eq!(missing.run.stderr.lines().count(), 1, "{:?}", missing.run);
    assert_eq!(missing.json["old"]["rev"], "gone");
    Reports::of(folder, &["--client", "cats"])
        .say_not_compared("there is no client `cats`", "<!-- generator-diff:cats:v1 -->\n");
    Reports::of(folder, &["--gate", "wire=none"]).say_not_compared("`wire=none` is not a gate", PETS);
    workspace.put("spec/generator.toml", "[[client]]\n");
    Reports::of(folder, &[]).say_not_compared("generator.toml:1:1: missing field", ALL);
    workspace.put("spec/generator.toml", CONFIG.replace("pets.yaml", "cats.yaml"));
    Reports::of(folder, &[]).say_not_compared("cats.yaml: there is no such file", PETS);
    workspace.put("spec/generator.toml", CONFIG);
    fs::remove_dir_all(workspace.path(".git")).expect("removed");
    Reports::of(folder, &[]).say_not_compared("this folder is not in a git repository", PETS);
}

#[test]
fn a_checkout_with_too_few_commits_is_in_every_report() {
    let workspace = repository();
    workspace.in_git(&["checkout", "--quiet", "-b", "topic"]);
    workspace.commit();
    workspace.in_git(&["checkout", "--quiet", "main"]);
    workspace.put("spec/other.yaml", "so that the two commits differ");
    workspace.commit();
    let url = format!("file://{}", workspace.0.path().display());
    let clone = Workspace::new(OLD);
    let shallow = clone.path("shallow");
    let arguments = [
        "clone",
        "--quiet",
        "--depth=1",
        "--no-single-branch",
        "--branch=topic",
    ];
    git(clone.0.path(), &[&arguments[..], &[&url, "shallow"]].concat());
    Reports::of(&shallow, &[]).say_not_compared("is not in this shallow clone", PETS);
    git(&shallow, &["checkout", "--quiet", "--detach"]);
    for name in ["refs/remotes/origin/HEAD", "refs/remotes/origin/main"] {
        git(&shallow, &["update-ref", "--no-deref", "-d", name]);
    }
    Reports::of(&shallow, &[]).say_not_compared("fetch the main branch", PETS);
}

#[test]
fn a_side_that_cannot_be_read_is_in_every_report_with_its_place() {
    let workspace = repository();
    let folder = workspace.0.path();
    for (path, text, why, line) in [
        ("spec/pets.yaml", "- just\n- a list\n", "new: error[", 1),
        ("spec/pets.yaml", "openapi: 3.0.3\n: [", "new: error[syntax]", 2),
        (
            "spec/pets.lock",
            "/a = b\n<<<<<<< HEAD\n",
            "of the lock is invalid",
            0,
        ),
    ] {
        let old = fs::read(workspace.path(path)).ok();
        workspace.put(path, text);
        let reports = Reports::of(folder, &[]);
        reports.say_not_compared(why, PETS);
        if line > 0 {
            let at = &reports.json["error"]["diagnostics"][0]["at"];
            assert_eq!(at["line"], line, "{at}");
        }
        assert!(reports.run.stderr.contains("error["), "{:?}", reports.run);
        match old {
            Some(old) => workspace.put(path, old),
            None => fs::remove_file(workspace.path(path)).expect("removed"),
        }
    }
    // The other way round, only the old side is wrong.
    workspace.put("old.yaml", "openapi: [");
    let reports = Reports::of(folder, &["old.yaml", "spec/pets.yaml"]);
    reports.say_not_compared("old: error[syntax]", "<!-- generator-diff:pets:v1 -->\n");
}

/// A file that is larger than any description is refused before it is read.
#[test]
fn a_file_of_any_size_and_any_bytes_is_one_clear_answer() {
    let workspace = repository();
    let huge = fs::File::create(workspace.path("huge.yaml")).expect("a file");
    huge.set_len(300 << 20).expect("a sparse file");
    let before = fs::metadata(workspace.path("spec/pets.yaml")).expect("metadata");
    could_not_run(
        &workspace.run(&["diff", "spec/pets.yaml", "huge.yaml"]),
        "huge.yaml: the description has 314572800 bytes; the limit is 268435456",
    );
    huge.set_len(100 << 20).expect("a sparse file");
    let run = workspace.run(&["diff", "spec/pets.yaml", "huge.yaml"]);
    ends(&run, 2, "not compared");
    assert!(run.stderr.contains("huge.yaml:1:1"), "{run:?}");
    workspace.put(
        "spec/pets.yaml",
        b"openapi: 3.0.3\ninfo: {title: caf\xe9, version: '1'}\npaths: {}\n",
    );
    let run = workspace.run(&["diff"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stderr.contains("the text is not UTF-8 from here on"),
        "{run:?}"
    );
    assert!(run.stderr.contains("pets.yaml:2:18"), "{run:?}");
    workspace.put("spec/generator.toml", b"# \xff\n");
    could_not_run(&workspace.run(&["diff"]), "generator.toml: it is not UTF-8");
    let after = fs::metadata(workspace.path("spec/pets.yaml")).expect("metadata");
    assert!(after.len() != before.len());
    assert!(!workspace.path("generated").exists());
}

#[test]
fn one_report_has_all_clients() {
    let workspace = repository();
    let second = CONFIG
        .replace("\"pets\"", "\"others\"")
        .replace("\"generated\"", "\"others\"");
    let config = format!("{CONFIG}\n{}", second.replace("pets.yaml", "others.yaml"));
    workspace.put("spec/generator.toml", &config);
    workspace.put("spec/others.yaml", OLD);
    workspace.commit();
    workspace.put("spec/pets.yaml", OLD.replace("/owners", "/people"));
    let reports = Reports::of(workspace.0.path(), &[]);
    assert_eq!(reports.run.code, Some(1), "{:?}", reports.run);
    let clients = reports.json["clients"].as_array().expect("clients");
    let packages: Vec<&Value> = clients.iter().map(|client| &client["package"]).collect();
    assert_eq!(packages, ["others", "pets"]);
    assert_eq!(clients[0]["gate"]["result"], "passed");
    assert_eq!(clients[1]["gate"]["result"], "failed");
    let runs = reports.sarif["runs"].as_array().expect("runs");
    let ids: Vec<&Value> = runs.iter().map(|run| &run["automationDetails"]["id"]).collect();
    assert_eq!(ids, ["api-review/others/", "api-review/pets/"]);
    assert!(reports.markdown.starts_with(ALL), "{}", reports.markdown);
    for package in ["others", "pets"] {
        let marker = format!("\n<!-- generator-diff:{package}:v1 -->\n");
        assert_eq!(
            reports.markdown.matches(&marker).count(),
            1,
            "{}",
            reports.markdown
        );
    }
    let issues = reports.quality.as_array().expect("issues");
    assert!(!issues.is_empty());
    for issue in issues {
        let fingerprint = issue["fingerprint"].as_str().expect("a text");
        assert!(fingerprint.starts_with("pets "), "{fingerprint}");
    }
    // One client alone has a report of its own.
    let reports = Reports::of(workspace.0.path(), &["--client", "pets"]);
    assert_eq!(reports.json["package"], "pets");
    assert!(reports.markdown.starts_with(PETS), "{}", reports.markdown);
    // One failure is never lost among the others.
    workspace.put("spec/others.yaml", "- broken\n");
    let reports = Reports::of(workspace.0.path(), &[]);
    assert_eq!(reports.run.code, Some(2), "{:?}", reports.run);
    let status = |client: usize| reports.json["clients"][client]["status"].clone();
    assert_eq!((status(0), status(1)), ("not-compared".into(), "compared".into()));
}

#[test]
fn a_client_of_one_side_is_in_every_report() {
    let workspace = repository();
    workspace.put("spec/generator.toml", CONFIG.replace("\"pets\"", "\"animals\""));
    let reports = Reports::of(workspace.0.path(), &[]);
    assert_eq!(reports.run.code, Some(1), "{:?}", reports.run);
    let clients = reports.json["clients"].as_array().expect("clients");
    let facts: Vec<(&Value, &Value)> = clients
        .iter()
        .map(|client| (&client["status"], &client["gate"]["result"]))
        .collect();
    let expected = [("client-added", "passed"), ("client-removed", "failed")];
    let expected: Vec<(Value, Value)> = expected.map(|(a, b)| (a.into(), b.into())).into();
    assert_eq!(facts, expected.iter().map(|(a, b)| (a, b)).collect::<Vec<_>>());
    assert_eq!(clients[1]["new"]["rev"], Value::Null);
    let run = &reports.sarif["runs"][1];
    assert_eq!(run["results"][0]["ruleId"], "client-removed");
    assert_eq!(run["results"][0]["level"], "error");
    assert_eq!(reports.quality[0]["check_name"], "client-removed");
    assert!(
        reports
            .markdown
            .contains("❌ API review: `pets`: the client is removed")
    );
    assert!(
        reports
            .markdown
            .contains("✅ API review: `animals`: the client is new")
    );
    assert!(reports.run.stdout.contains("::error "), "{:?}", reports.run);
    let open = Reports::of(workspace.0.path(), &["--gate", "rust=none"]);
    assert_eq!(open.run.code, Some(0), "{:?}", open.run);
}
