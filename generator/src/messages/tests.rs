//! Hostile text stays in its place in each format.

use super::{Message, Place, github, json, sarif, short};
use crate::diagnostics::Severity;

fn hostile() -> Message {
    Message {
        code: Some("unknown-key"),
        help: "100 %\nmore".to_owned(),
        place: Some(Place {
            file: "a,b:\u{1b}[c.yaml".to_owned(),
            line: 3,
            column: 5,
            pointer: "/paths/~1a".to_owned(),
        }),
        ..Message::new(Severity::Warning, "`\r\n::error::x` [a](b) \u{1b}[31m")
    }
}

#[test]
fn a_line_has_no_control_characters() {
    let line = "a,b:\\u{1b}[c.yaml:3:5: warning[unknown-key]: `\\r\\n::error::x` [a](b) \\u{1b}[31m\n";
    assert_eq!(short(&[hostile()]), line);
    assert_eq!(short(&[Message::new(Severity::Error, "a")]), "error: a\n");
}

#[test]
fn an_annotation_is_one_command() {
    let line = "::warning file=a%2Cb%3A\\u{1b}[c.yaml,line=3,col=5,title=unknown-key::`\\r\\n::error::x` [a](b) \\u{1b}[31m%0Ahelp: 100 %25\\nmore\n";
    assert_eq!(github(&[hostile()]), line);
    let many = vec![hostile(); 12];
    let printed = github(&many);
    assert_eq!(printed.lines().count(), 10);
    assert!(printed.contains("%0AThe report has 2 more with the level warning."));
}

#[test]
fn json_is_a_line_each() {
    let printed = json(&[hostile(), Message::new(Severity::Error, "b")]);
    let lines: Vec<serde_json::Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["message"], "`\r\n::error::x` [a](b) \u{1b}[31m");
    assert_eq!(lines[0]["line"], 3);
    assert_eq!(lines[0]["pointer"], "/paths/~1a");
    assert_eq!(
        (&lines[1]["code"], lines[1].get("file")),
        (&serde_json::Value::Null, None)
    );
}

#[test]
fn a_run_that_failed_has_no_results() {
    let error = Message::new(Severity::Error, "no such file");
    let log: serde_json::Value = serde_json::from_str(&sarif(&[error], 2)).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!(run.get("results"), None);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let log: serde_json::Value = serde_json::from_str(&sarif(&[hostile()], 0)).expect("JSON");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(
        result["message"]["text"],
        "`\\r\\n::error::x` [a] (b) \\u{1b}[31m. help: 100 %\\nmore"
    );
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "a%2Cb%3A%1B%5Bc.yaml");
    assert_eq!(location["region"]["startLine"], 3);
}
