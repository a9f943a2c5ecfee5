//! The diagnostics of a run: allowed, denied and folded ones, and their places.

use super::*;

/// `allow` and `deny` as arguments, and in generator.toml with `*` and for other files.
#[test]
fn allowed_and_denied_codes_determine_the_exit_code() {
    let two = "paths: {/a: {$ref: '#/b'}}\ncomponents: {parameters: {A: {$ref: 'common/a.yaml#/A'}}}\n";
    let workspace = Workspace::new(&PETS.replace("paths: {}\n", two));
    workspace.put("spec/common/a.yaml", "A: {$ref: '#/B'}\n");
    let fails = |arguments: &[&str], why: &str| {
        let run = workspace.run(&[&["check", "-v"], arguments].concat());
        let said: String = run.stdout.clone() + &run.stderr;
        assert_eq!(
            (run.code, said.contains(why)),
            (Some(1), true),
            "{arguments:?}: {run:?}"
        );
    };
    // Nothing has been written, so `check` without errors ends with stale files.
    let stale = "not up to date";
    fails(&[], "2 errors");
    fails(&["--allow", "dangling-reference"], stale);
    fails(
        &[
            "--allow",
            "dangling-reference@#/paths",
            "--allow",
            "dangling-reference@common/*.yaml#/*",
        ],
        stale,
    );
    fails(&["--allow", "dangling-reference@#/paths"], "1 error");
    fails(
        &["--allow", "dangling-reference", "--allow", "syntax@#/paths"],
        "`--allow syntax@#/paths` matches no diagnostic",
    );
    let allow = "allow = [{ code = \"dangling-reference\", pointer = \"#/**\", reason = \"a\" }, { code = \"dangling-reference\", pointer = \"common/a.yaml#/A/$r*\", reason = \"b\" }]\n";
    workspace.put("spec/generator.toml", format!("{CONFIG}{allow}"));
    fails(&[], stale);
    wrong_arguments(&workspace.run(&["--allow", "wrong-tipe"]), "`wrong-tipe`");
    wrong_arguments(
        &workspace.run(&["--allow", "wrong-type@paths"]),
        "is not a pointer",
    );
    wrong_arguments(&workspace.run(&["--deny", "errors"]), "`errors`");
    workspace.put("spec/pets.yaml", format!("{PETS}colour: red\n"));
    workspace.put("spec/generator.toml", CONFIG);
    fails(&[], stale);
    for deny in ["warnings", "unknown-key"] {
        fails(&["--deny", deny], "error[unknown-key]");
        fails(&["--deny", deny, "--allow", "unknown-key"], stale);
        workspace.put("spec/generator.toml", format!("{CONFIG}deny = [\"{deny}\"]\n"));
        fails(&[], "error[unknown-key]");
        workspace.put("spec/generator.toml", CONFIG);
    }
    fails(&["--deny", "lossy"], stale);
}

/// An argument applies to all descriptions, so it must match in one of them.
#[test]
fn an_allow_argument_is_used_when_it_matches_in_any_description() {
    let workspace = Workspace::new(PETS);
    let odd = PETS.replace("paths: {}", "paths: {/a: {$ref: '#/b'}}");
    workspace.put("spec/odd.yaml", odd);
    let odd = CONFIG.replace("pets", "odd").replace("generated", "odd");
    workspace.put("spec/generator.toml", format!("{CONFIG}{odd}"));
    let run = workspace.run(&["--allow", "dangling-reference@#/paths"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn allowed_diagnostics_do_not_fail_the_run() {
    let workspace = Workspace::new(&PETS.replace("paths: {}", "paths: {/a: {$ref: '#/b'}}\n"));
    assert_eq!(workspace.run(&[]).code, Some(1));
    let allow =
        "allow = [{ code = \"dangling-reference\", pointer = \"#/paths\", reason = \"not ours to mend\" }]\n";
    workspace.put("spec/generator.toml", format!("{CONFIG}{allow}"));
    let run = workspace.run(&["--verbose"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("note[dangling-reference]"), "{run:?}");
    workspace.put("spec/pets.yaml", PETS);
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("error[unused-allow]"), "{run:?}");
    assert!(run.stderr.contains("--> spec/generator.toml:5:10\n"), "{run:?}");
}

/// Diagnostics of one kind are folded. Errors come last, then a table.
#[test]
fn diagnostics_are_folded_and_short() {
    let schemas: String = (0..400)
        .map(|n| format!("    A{n}: {{type: string, x{n}: 1, colour: red, $defs: {{}}}}\n"))
        .collect();
    let parameters: String = (0..400)
        .map(|n| format!("    B{n}: {{$ref: '#/components/parameters/C{n}'}}\n"))
        .collect();
    let paths: String = (0..300)
        .map(|n| {
            format!("  /a{n}: {{get: {{operationId: o, tags: {n}, responses: {{x: {{description: d}}}}}}}}\n")
        })
        .collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: a, version: '1'}}\npaths:\n{paths}components:\n  parameters:\n{parameters}  schemas:\n{schemas}"
    );
    let workspace = Workspace::new(&text);
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert!(lines.len() < 200, "{} lines", lines.len());
    let heads: Vec<_> = lines.iter().filter(|line| line.contains("]: ")).collect();
    let errors = heads
        .iter()
        .rev()
        .take_while(|line| line.starts_with("error["))
        .count();
    let all = heads.iter().filter(|line| line.starts_with("error[")).count();
    assert!(errors > 0 && errors == all, "{heads:#?}");
    let dangling = heads
        .iter()
        .filter(|line| line.contains("dangling-reference"))
        .count();
    assert_eq!(dangling, 1, "{heads:#?}");
    assert!(
        run.stderr.contains("= and: 397 more; `-v` prints them"),
        "{}",
        run.stderr
    );
    let row = lines
        .iter()
        .find(|line| line.starts_with("error    dangling-reference"));
    assert!(row.is_some_and(|row| row.contains(" 400  ")), "{}", run.stderr);
    let verbose = workspace.run(&["-v"]);
    let dangling = verbose.stderr.matches("error[dangling-reference]").count();
    assert_eq!(dangling, 400);
}

/// The diagnostic of an entry that can't be applied points to the invalid value.
#[test]
fn diagnostics_of_invalid_entries_point_to_their_values() {
    let entries = "idempotency-key = { header = \"a b\", operations = [\"pay\"] }\n\
                   [client.formats]\nmoney = \"my_types::Money\"\n\
                   [client.types]\n\"#/components/schemas/Gone\" = \"my_types::Gone\"\n\
                   [client.dependencies]\nmy-types = \"1\"\n\
                   [[client.pagination]]\noperations = [\"walk\"]\nkind = \"link\"\n\
                   [[client.pagination]]\noperations = [\"list\"]\nkind = \"page\"\nparameter = \"q\"\n\
                   [[client.pagination]]\noperations = [\"all\"]\nkind = \"cursor\"\n";
    let text = format!("{CONFIG}{entries}");
    let answer = "responses: {'200': {description: They., content: {application/json: {schema: {type: array, items: {type: string}}}}}}";
    let paths = format!(
        "paths: {{/a: {{get: {{operationId: list, {answer}}}}}, /b: {{get: {{operationId: all, {answer}}}}}}}\n"
    );
    let workspace = Workspace::new(&PETS.replace("paths: {}\n", &paths));
    workspace.put("spec/generator.toml", text.clone());
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let wrong = [
        "\"a b\"",
        "\"pay\"",
        "\"my_types::Money\"",
        "\"my_types::Gone\"",
        "\"walk\"",
        "\"q\"",
        "\"cursor\"",
    ];
    for value in wrong {
        let before = text.split(value).next().expect("a text");
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1) + 1;
        let place = format!("--> spec/generator.toml:{line}:{column}\n");
        assert!(run.stderr.contains(&place), "{value}: {place}{}", run.stderr);
    }
    assert_eq!(
        run.stderr.matches("--> spec/").count(),
        wrong.len(),
        "{}",
        run.stderr
    );
}

/// Diagnostics about generator.toml and the lock point into these files.
#[test]
fn diagnostics_about_the_configuration_and_the_lock_point_there() {
    let workspace = Workspace::new(PETS);
    let only = "only = { tags = [\"cats\"] }\n";
    workspace.put("spec/generator.toml", format!("{CONFIG}{only}"));
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("error[unused-selection]"), "{run:?}");
    assert!(run.stderr.contains("--> spec/generator.toml:5:18\n"), "{run:?}");
    let names =
        "[client.names]\n\"#/components/schemas/pet\" = \"pet\"\n\"#/components/schemas/Gone\" = \"Lost\"\n";
    let schema = "components: {schemas: {pet: {type: object}}}\n";
    workspace.put("spec/generator.toml", format!("{CONFIG}{names}"));
    workspace.put("spec/pets.yaml", format!("{PETS}{schema}"));
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("error[invalid-override]"), "{run:?}");
    assert!(run.stderr.contains("--> spec/generator.toml:6:30\n"), "{run:?}");
    assert!(run.stderr.contains("--> spec/generator.toml:7:31\n"), "{run:?}");
    assert!(run.stderr.contains("spec/pets.yaml:4:24"), "{run:?}");
    workspace.put("spec/pets.yaml", PETS);
    workspace.put("spec/generator.toml", CONFIG);
    workspace.put("spec/pets.lock", "# names\nnonsense\n");
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("error[invalid-lock]"), "{run:?}");
    assert!(run.stderr.contains("--> spec/pets.lock:2:1\n"), "{run:?}");
}

/// Descriptions share the limit of lines: those with errors are printed first, the others at least with their counts.
#[test]
fn diagnostics_of_many_descriptions_are_short_too() {
    let schemas: String = (0..8)
        .map(|n| format!("    A{n}: {{type: string, x{n}: 1, minLength: -{n}, format: {n}, enum: {n}}}\n"))
        .collect();
    let text = |paths: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: a, version: '1'}}\npaths: {{{paths}}}\ncomponents:\n  schemas:\n{schemas}"
        )
    };
    let workspace = Workspace::new(&text(""));
    let mut config = String::new();
    for n in 0..12 {
        let paths = if n == 11 {
            "/a: {get: {parameters: [{$ref: '#/gone'}]}}"
        } else {
            ""
        };
        workspace.put(&format!("spec/a{n}.yaml"), text(paths));
        config += &format!("[[client]]\nspec = \"a{n}.yaml\"\npackage = \"a{n}\"\nout = \"a{n}\"\n");
    }
    workspace.put("spec/generator.toml", config);
    let run = workspace.run(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert!((100..200).contains(&lines.len()), "{} lines", lines.len());
    assert!(run.stderr.contains("error[dangling-reference]"), "{}", run.stderr);
    let has_counts = |n: &usize| lines.iter().any(|line| line.starts_with(&format!("a{n}.yaml: ")));
    let described = (0..12).filter(|n| has_counts(n) || run.stderr.contains(&format!("/a{n}.yaml: ")));
    assert_eq!(described.count(), 12, "{}", run.stderr);
}
