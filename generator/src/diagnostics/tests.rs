use crate::source::PlacePattern;

use super::*;

fn pets() -> Pointer {
    Pointer::root("api.yaml").child("components").child("Pet")
}

#[test]
fn the_same_diagnostic_is_kept_once() {
    let mut diagnostics = Diagnostics::new();
    for _ in 0..2 {
        diagnostics
            .report(Code::UnknownKey, &pets(), "unknown key")
            .related(&pets(), "here")
            .help("spell it right");
    }
    assert_eq!(diagnostics.iter().count(), 1);
    assert_eq!(
        diagnostics.iter().map(|found| found.related.len()).sum::<usize>(),
        1
    );
}

#[test]
fn only_errors_fail() {
    let mut diagnostics = Diagnostics::new();
    diagnostics.report(Code::UnknownKey, &pets(), "unknown key");
    assert!(!diagnostics.has_errors());
    diagnostics.report(Code::WrongType, &pets(), "a string is expected");
    assert_eq!(diagnostics.finish().expect_err("an error").len(), 2);
}

#[test]
fn an_allowed_diagnostic_is_a_note_and_an_allow_without_one_is_an_error() {
    let entry = |index| Pointer::root("generator.toml").child("allow").index(index);
    let allow = |index, places| {
        let places = PlacePattern::parse("api.yaml", places);
        assert!(places.is_some());
        Allow::new(Code::InvalidPattern, places, AllowSource::Config(entry(index)))
    };
    let mut diagnostics = Diagnostics::new();
    diagnostics.allow(allow(0, "#/components/*"));
    diagnostics.allow(allow(1, "#/paths"));
    diagnostics.report(Code::InvalidPattern, &pets().child("pattern"), "no pattern");
    assert!(!diagnostics.has_errors());
    let found = diagnostics.finish().expect_err("an allow that is not used");
    let said = found
        .iter()
        .map(|found| (found.code, found.severity, found.at.clone()));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            (Code::InvalidPattern, Severity::Note, pets().child("pattern")),
            (Code::UnusedAllow, Severity::Error, entry(1))
        ]
    );
}

#[test]
fn denied_diagnostics_are_errors_unless_they_are_allowed() {
    let severities = |deny: Deny, allow: Option<Allow>| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.deny(deny);
        if let Some(allow) = allow {
            diagnostics.allow(allow);
        }
        diagnostics.report(Code::UnknownKey, &pets(), "a warning");
        diagnostics.report(Code::IgnoredKeyword, &pets(), "a note");
        diagnostics
            .report(Code::WrongType, &pets(), "less grave than usual")
            .severity(Severity::Warning);
        let (Ok(found) | Err(found)) = diagnostics.finish();
        found.iter().map(|found| found.severity).collect::<Vec<_>>()
    };
    use Severity::{Error, Note, Warning};
    assert_eq!(severities(Deny::Warnings, None), [Error, Note, Error]);
    assert_eq!(
        severities(Deny::Code(Code::IgnoredKeyword), None),
        [Warning, Error, Warning]
    );
    let allow = Allow::new(
        Code::UnknownKey,
        None,
        AllowSource::Argument("unknown-key".into()),
    );
    assert_eq!(severities(Deny::Warnings, Some(allow)), [Note, Note, Error]);
}

/// A diagnostic that stops the generator is an error, even if it is allowed.
#[test]
fn an_error_gives_the_reason_if_nothing_is_generated() {
    let mut diagnostics = Diagnostics::new();
    diagnostics.allow(Allow::new(
        Code::Syntax,
        None,
        AllowSource::Argument("syntax".into()),
    ));
    diagnostics.report(Code::Syntax, &pets(), "no YAML");
    diagnostics.give_up();
    assert!(diagnostics.finish().is_err());
}

fn rendered(text: &str, report: impl FnOnce(&mut Diagnostics)) -> String {
    let mut diagnostics = Diagnostics::new();
    report(&mut diagnostics);
    let found: Vec<_> = diagnostics.iter().cloned().collect();
    render(
        &found,
        &[("api.yaml".to_owned(), text.to_owned())].into(),
        Style::Plain,
    )
}

#[test]
fn a_diagnostic_is_printed_with_its_line_effect_and_help() {
    let text = "paths: {}\ncomponents:\n  Pet: # the pet\n    type: strnig\n";
    let printed = rendered(text, |diagnostics| {
        let diagnostic = diagnostics.report(Code::WrongType, &pets().child("type"), "no \u{1b}[31mtype");
        diagnostic
            .related(&pets(), "in this schema")
            .effect("it is left out")
            .help("did you mean `string`?");
    });
    let expected = "error[wrong-type]: no \\u{1b}[31mtype
 --> api.yaml:4:11
  |
3 |   Pet: # the pet
  |   --- in this schema
4 |     type: strnig
  |           ^^^^^^
  |
  = at: #/components/Pet/type
  = effect: it is left out
  = help: did you mean `string`?
";
    assert_eq!(printed, expected);
}

#[test]
fn diagnostics_without_a_source_or_outside_the_text_are_printed_too() {
    let printed = rendered("", |diagnostics| {
        diagnostics.report(Code::MissingField, &pets(), "one");
        diagnostics
            .report(Code::Syntax, &pets(), "two")
            .part(Part::Position { line: 9, column: 9 });
        diagnostics.report(Code::UnusedAllow, &Pointer::root("generator.toml"), "three");
    });
    for message in ["one", "two", "three"] {
        assert!(printed.contains(message), "{printed}");
    }
}

#[test]
fn a_minified_text_is_shown_in_part() {
    let text = format!(
        "{{\"x-é\":\"{}\",\"paths\":7,\"y\":\"{}\"}}",
        "é".repeat(500_000),
        "z".repeat(500_000)
    );
    let printed = rendered(&text, |diagnostics| {
        for n in 0..200 {
            diagnostics.report(
                Code::WrongType,
                &Pointer::root("api.yaml").child("paths"),
                format!("{n}"),
            );
        }
    });
    let first = printed.split("\n\n").next().expect("a diagnostic");
    assert!(
        first.starts_with("error[wrong-type]: 0\n --> api.yaml:1:500019\n  |\n1 | é"),
        "{first}"
    );
    let lines: Vec<_> = first
        .lines()
        .filter(|line| line.contains('^') || line.contains("paths"))
        .collect();
    let [source, caret, _] = lines.as_slice() else {
        panic!("{first}")
    };
    let position = |line: &str, what| line.chars().position(|character| character == what);
    assert_eq!(position(source, '7'), position(caret, '^'), "{first}");
    assert!(printed.len() < 200 * 400, "{first}");
}

#[test]
fn an_error_has_an_effect_and_a_help() {
    for &code in Code::ALL {
        let mut diagnostics = Diagnostics::new();
        diagnostics.deny(Deny::Code(code));
        diagnostics.report(code, &pets(), "found");
        let found = diagnostics.finish().expect_err("an error");
        let has_both = |found: &Diagnostic| !found.effect.is_empty() && found.help.is_some();
        assert!(found.iter().all(has_both), "{found:?}");
    }
}

#[test]
fn diagnostics_of_one_kind_are_one_entry() {
    let text: String = (0..6).map(|n| format!("k{n}: {n}\n")).collect();
    let mut diagnostics = Diagnostics::new();
    for n in [3, 1, 2, 0, 4] {
        let at = Pointer::root("api.yaml").child(&format!("k{n}"));
        diagnostics
            .report(Code::WrongType, &at, format!("`k{n}` is wrong"))
            .effect("it is left out")
            .help("mend it");
    }
    let at = Pointer::root("api.yaml").child("k5");
    diagnostics.report(Code::UnknownKey, &at, "unknown");
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let sources = [("api.yaml".to_owned(), text)].into();
    let expected = "warning[unknown-key]: unknown
 --> api.yaml:6:5
  |
6 | k5: 5
  |     ^
  |
  = at: #/k5

error[wrong-type]: `k0` is wrong
 --> api.yaml:1:5
  |
1 | k0: 0
  |     ^
  |
  = at: #/k0
  = and at: api.yaml:2:5 #/k1: `k1` is wrong
  = and at: api.yaml:3:5 #/k2: `k2` is wrong
  = and: 2 more; `-v` prints them
  = effect: it is left out
  = help: mend it

         code          count  effect
warning  unknown-key       1
error    wrong-type        5  it is left out
";
    assert_eq!(render_folded(&found, &sources, Style::Plain, 100), expected);
    let short = render_folded(&found, &sources, Style::Plain, 20);
    assert!(short.starts_with("1 more are only in the table"), "{short}");
    let all = render(&found, &sources, Style::Plain);
    assert_eq!(all.matches("error[wrong-type]").count(), 5);
}

#[test]
fn an_outcome_determines_the_severity_unless_the_user_accepts_the_diagnostic() {
    for outcome in [Outcome::ReadAsMeant, Outcome::Loosened, Outcome::Refused] {
        let mut diagnostic = Diagnostic::new(Code::WrongType, &pets(), "a string is expected");
        diagnostic.outcome(outcome, "this was done");
        let said = (
            diagnostic.outcome,
            diagnostic.severity,
            diagnostic.effect.as_str(),
        );
        assert_eq!(said, (outcome, outcome.severity(), "this was done"));
        assert_eq!(Outcome::from(outcome.severity()), outcome);
    }
}
