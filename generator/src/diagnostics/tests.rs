use super::*;

fn pets() -> Pointer {
    Pointer::root("api.yaml").child("components").child("Pet")
}

#[test]
fn the_same_finding_is_kept_once() {
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
fn an_allowed_finding_is_a_note_and_an_allow_without_one_is_an_error() {
    let allow = |at: Pointer| Allow {
        code: Code::InvalidPattern,
        at,
        reason: "known".into(),
    };
    let mut diagnostics = Diagnostics::new();
    diagnostics.allow(allow(pets()));
    diagnostics.allow(allow(Pointer::root("api.yaml").child("paths")));
    diagnostics.report(Code::InvalidPattern, &pets().child("pattern"), "no pattern");
    assert!(!diagnostics.has_errors());
    let found = diagnostics.finish().expect_err("an allow that is not used");
    let codes: Vec<_> = found.iter().map(|found| (found.code, found.severity)).collect();
    assert_eq!(
        codes,
        [
            (Code::InvalidPattern, Severity::Note),
            (Code::UnusedAllow, Severity::Error)
        ]
    );
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
fn a_finding_as_it_is_printed() {
    let text = "paths: {}\ncomponents:\n  Pet: # the pet\n    type: strnig\n";
    let printed = rendered(text, |diagnostics| {
        let finding = diagnostics.report(Code::WrongType, &pets().child("type"), "no \u{1b}[31mtype");
        finding
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
fn findings_without_a_source_or_outside_the_text_are_printed_too() {
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
    let first = printed.split("\n\n").next().expect("a finding");
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
