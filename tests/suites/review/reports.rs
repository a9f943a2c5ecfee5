//! The machine-readable reports: their places, their limits, and text that tries to escape from its place.

use generator::review::Severity;
use generator::review::render::Level;
use serde_json::Value;
use tests::review::reports::{Reports, compare, of_level};

/// The limits of annotations of one level, and of results of SARIF.
const MOST: (usize, usize) = (10, 5_000);

/// A description with one response, whose object has these properties.
fn description(properties: &[String]) -> String {
    let head = "\
openapi: 3.0.3
info: {title: Api, version: '1'}
paths:
  /parcels:
    get:
      operationId: list
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Parcel'}
components:
  schemas:
    Parcel:
      type: object
      properties:
        kept: {type: string}
";
    let lines = properties.iter().map(|name| {
        let key = serde_json::to_string(name).expect("a string");
        format!("        {key}: {{type: string}}\n")
    });
    lines.fold(head.to_owned(), |text, line| text + &line)
}

fn named(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{prefix}{number}")).collect()
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

/// A list in a report.
fn list<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    let list = value.pointer(pointer).and_then(Value::as_array);
    list.unwrap_or_else(|| panic!("no list at {pointer}: {value:#}"))
}

#[test]
fn a_removal_is_at_the_key_of_its_parent_in_the_new_text() {
    let reports = Reports::of(&description(&named("gone", 1)), &description(&[]));
    let annotation = reports.annotations.lines().find(|line| line.contains("gone0"));
    let annotation = annotation.expect("an annotation");
    assert!(
        annotation.contains(" file=spec/api.yaml,line=17,col=7,title=property-removed"),
        "{annotation}"
    );
    let sarif = parsed(&reports.sarif);
    let results = list(&sarif, "/runs/0/results");
    let removal = results
        .iter()
        .find(|result| result["ruleId"] == "property-removed");
    let removal = removal.expect("a result");
    let here = &removal["locations"][0]["physicalLocation"];
    assert_eq!(here["artifactLocation"]["uri"], "spec/api.yaml");
    assert_eq!(here["artifactLocation"]["uriBaseId"], "NEW");
    assert_eq!(here["region"]["startLine"], 17);
    let before = &removal["relatedLocations"][0]["physicalLocation"];
    assert_eq!(before["artifactLocation"]["uri"], "spec/api.yaml");
    assert_eq!(before["artifactLocation"]["uriBaseId"], "OLD");
    assert_eq!(before["region"]["startLine"], 19);
    let json = parsed(&reports.json);
    let change = list(&json, "/changes")
        .iter()
        .find(|change| change["code"] == "property-removed");
    let change = change.expect("a change");
    assert_eq!(change["old"]["file"], "spec/api.yaml");
    assert_eq!(change["old"]["line"], 19);
    assert_eq!(change["new"], Value::Null);
    let issues = parsed(&reports.code_quality);
    let issue = list(&issues, "")
        .iter()
        .find(|issue| issue["fingerprint"] == change["id"]);
    let issue = issue.expect("an issue");
    assert_eq!(issue["location"]["path"], "spec/api.yaml");
    assert_eq!(issue["location"]["lines"]["begin"], 17);
}

#[test]
fn an_addition_has_no_old_place() {
    let reports = Reports::of(&description(&[]), &description(&named("added", 1)));
    let json = parsed(&reports.json);
    let change = &list(&json, "/changes")[0];
    assert_eq!(change["code"], "property-added");
    assert_eq!(
        (&change["old"], &change["new"]["line"]),
        (&Value::Null, &Value::from(19))
    );
    let sarif = parsed(&reports.sarif);
    assert_eq!(sarif.pointer("/runs/0/results/0/relatedLocations"), None);
}

#[test]
fn equal_descriptions_have_no_changes() {
    let text = description(&[]);
    let reports = Reports::of(&text, &text);
    let json = parsed(&reports.json);
    assert!(list(&json, "/changes").is_empty());
    assert_eq!(json["verdict"]["rust"], "none");
    assert_eq!(json.pointer("/error"), None);
    let sarif = parsed(&reports.sarif);
    assert!(list(&sarif, "/runs/0/results").is_empty());
    assert_eq!(
        sarif.pointer("/runs/0/invocations/0/executionSuccessful"),
        Some(&Value::Bool(true))
    );
    assert_eq!(reports.annotations, "");
    assert_eq!(parsed(&reports.code_quality), Value::Array(Vec::new()));
}

/// A failed comparison must not look like one without changes.
#[test]
fn a_failed_comparison_is_a_failure_in_every_format() {
    let broken = description(&[]).replace("openapi: 3.0.3", "openapi: 9.0.3");
    let reports = Reports::of(&description(&[]), &broken);
    let json = parsed(&reports.json);
    assert!(
        json["error"]["message"]
            .as_str()
            .is_some_and(|text| text.contains("9.0.3")),
        "{json:#}"
    );
    assert_eq!(json["error"]["diagnostics"][0]["side"], "new");
    assert_eq!(json["error"]["diagnostics"][0]["at"]["line"], 1);
    assert_eq!((json.pointer("/verdict"), json.pointer("/changes")), (None, None));
    let sarif = parsed(&reports.sarif);
    assert_eq!(sarif.pointer("/runs/0/results"), None);
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["exitCode"], 2);
    let errors = of_level(&reports.annotations, Level::Error);
    assert!(errors[0].contains("title=not compared::"), "{errors:?}");
    assert!(
        errors[1].contains("file=spec/api.yaml,line=1,col=10,"),
        "{errors:?}"
    );
    let issues = parsed(&reports.code_quality);
    assert_eq!(issues[0]["severity"], "blocker");
    assert_eq!(issues[0]["check_name"], "not-compared");
}

#[test]
fn ten_annotations_of_a_level_are_printed() {
    let old = description(&named("gone", 27));
    let new = description(&named("added", 14));
    let failing: Vec<String> = (0..13).map(|number| format!("gone{number}`")).collect();
    let reports = Reports::at(&old, &new, "spec/api.yaml", |change| {
        failing.iter().any(|name| change.message.contains(name.as_str()))
    });
    for (level, total) in [(Level::Error, 13), (Level::Warning, 14), (Level::Note, 14)] {
        let printed = of_level(&reports.annotations, level);
        assert_eq!(printed.len(), MOST.0, "{}", reports.annotations);
        let (last, others) = printed.split_last().expect("ten");
        let more = format!("The report has {} more", total - MOST.0);
        assert!(last.contains(&more), "{last}");
        assert!(
            others.iter().all(|line| !line.contains("The report has")),
            "{others:?}"
        );
    }
    assert_eq!(reports.annotations.lines().count(), 3 * MOST.0);
}

#[test]
fn sarif_has_five_thousand_results_and_those_at_the_gate_first() {
    let mut comparison = compare(&description(&[]), &description(&named("p", 2)));
    let changes = &mut comparison.review.as_mut().expect("a review").changes;
    let first = changes[0].clone();
    changes.splice(0..0, (0..MOST.1).map(|_| first.clone()));
    let last = changes.last().expect("a change").id.clone();
    let total = changes.len();
    let reports = Reports::print(&comparison, "spec/api.yaml", |change| change.id == last);
    let sarif = parsed(&reports.sarif);
    let results = list(&sarif, "/runs/0/results");
    assert_eq!(results.len(), MOST.1);
    assert_eq!(results[0]["level"], "error");
    assert_eq!(results[0]["partialFingerprints"]["change/v1"], last);
    assert_eq!(list(&parsed(&reports.json), "/changes").len(), total);
    let note = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    let expected = format!("{} more changes are only in the JSON report", total - MOST.1);
    assert_eq!(note, &Value::String(expected));
}

/// Names that try to end a command, a line or a link, to move a cursor, and to turn the direction of text.
const HOSTILE: [&str; 8] = [
    "a\n::set-output name=x::y",
    "b\r\n::error file=other.yaml::z",
    "c%0A::warning::c",
    "d,line=99,title=d::message",
    "[e](https://evil.example)",
    "\u{1b}[31mf",
    "\u{202e}g\u{2066}",
    "</details>@everyone `h` ::stop-commands::h",
];

#[test]
fn hostile_names_stay_inside_their_annotation() {
    let names: Vec<String> = HOSTILE.map(str::to_owned).into();
    let file = "spec/a,b:c%d\n::error::x.yaml";
    let reports = Reports::at(&description(&names), &description(&[]), file, |_| true);
    let lines: Vec<&str> = reports
        .annotations
        .split('\n')
        .filter(|line| !line.is_empty())
        .collect();
    assert!(lines.len() >= HOSTILE.len(), "{lines:#?}");
    for line in lines {
        let command = line.strip_prefix("::error ").expect("a command");
        let (properties, message) = command.split_once("::").expect("a message");
        let keys = properties
            .split(',')
            .map(|one| one.split_once('=').expect("a value"));
        let (keys, values): (Vec<&str>, Vec<&str>) = keys.unzip();
        assert_eq!(keys, ["file", "line", "col", "title"]);
        assert!(values[0].starts_with("spec/a%2Cb%3Ac%25d"), "{line}");
        assert!(!values[0].contains(['\n', ':', ',']), "{line}");
        assert!(
            values[1].parse::<usize>().is_ok_and(|number| number < 30),
            "{line}"
        );
        let unescaped = message.replace("%0A", "").replace("%25", "");
        assert!(!unescaped.contains('%'), "{line}");
        assert!(!message.contains(char::is_control), "{line}");
        assert!(!message.contains(['\u{202e}', '\u{2066}']), "{line}");
    }
}

#[test]
fn hostile_names_stay_text_in_sarif() {
    let names: Vec<String> = HOSTILE.map(str::to_owned).into();
    let file = "spec/ä b%.yaml";
    let reports = Reports::at(&description(&names), &description(&[]), file, |_| false);
    let sarif = parsed(&reports.sarif);
    let results = list(&sarif, "/runs/0/results");
    assert!(results.len() >= HOSTILE.len());
    for result in results {
        let text = result["message"]["text"].as_str().expect("a text");
        assert!(!text.contains("]("), "{text}");
        assert!(!text.contains(char::is_control), "{text}");
        assert!(!text.contains(['\u{202e}', '\u{2066}']), "{text}");
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, "spec/%C3%A4%20b%25.yaml");
    }
}

#[test]
fn hostile_names_stay_text_in_code_quality() {
    let names: Vec<String> = HOSTILE.map(str::to_owned).into();
    let reports = Reports::of(&description(&names), &description(&[]));
    let issues = parsed(&reports.code_quality);
    assert!(list(&issues, "").len() >= HOSTILE.len());
    for issue in list(&issues, "") {
        let text = issue["description"].as_str().expect("a text");
        assert!(!text.contains(char::is_control), "{text}");
        assert!(!text.contains(['\u{202e}', '\u{2066}']), "{text}");
    }
}

/// JSON is data, so names are unchanged.
#[test]
fn hostile_names_are_unchanged_in_json() {
    let names: Vec<String> = HOSTILE.map(str::to_owned).into();
    let reports = Reports::of(&description(&names), &description(&[]));
    let control = |character: char| character.is_control() && character != '\n';
    assert!(!reports.json.contains(control));
    let json = parsed(&reports.json);
    for name in HOSTILE {
        let subject = format!("Parcel.{name}");
        let has = |change: &Value| change["subject"].as_str() == Some(&subject);
        assert!(list(&json, "/changes").iter().any(has), "{name:?}: {json:#}");
    }
}

/// GitLab has five severities. The fingerprint is the id, so that a dismissed issue stays dismissed.
#[test]
fn severities_of_code_quality_follow_the_gate() {
    let (old, new) = (description(&named("gone", 2)), description(&named("added", 1)));
    let open = parsed(&Reports::at(&old, &new, "a.yaml", |_| false).code_quality);
    let closed = parsed(
        &Reports::at(&old, &new, "a.yaml", |change| {
            change.severity() <= Severity::Caution
        })
        .code_quality,
    );
    let severities = |issues: &Value| -> Vec<String> {
        list(issues, "")
            .iter()
            .map(|issue| issue["severity"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert!(
        severities(&open)
            .iter()
            .all(|one| one != "blocker" && one != "critical")
    );
    assert!(severities(&open).contains(&"info".to_owned()));
    assert!(
        severities(&closed)
            .iter()
            .any(|one| one == "blocker" || one == "critical")
    );
}
