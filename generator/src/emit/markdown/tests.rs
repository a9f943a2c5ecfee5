use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use super::{code, fenced, is_harmless, is_one_paragraph, markdown, one_line, readings};

/// Ways to write code in Markdown.
fn forms() -> Vec<String> {
    let forms: Vec<String> =
        serde_json::from_str(include_str!("../../../../tests/cases/docs/forms.json")).unwrap();
    assert!(forms.len() >= 40, "{}", forms.len());
    forms
}

/// The kinds of all blocks of code; `None` for an indented one.
fn blocks(text: &str) -> Vec<Option<String>> {
    let readings = readings().into_iter();
    let events = readings.flat_map(|options| Parser::new_ext(text, options));
    let kind = |event| {
        let Event::Start(Tag::CodeBlock(kind)) = event else {
            return None;
        };
        Some(match kind {
            CodeBlockKind::Fenced(info) => Some(info.to_string()),
            CodeBlockKind::Indented => None,
        })
    };
    events.filter_map(kind).collect()
}

#[test]
fn no_form_of_markdown_is_code() {
    for form in forms() {
        let printed = markdown(&form).join("\n");
        assert!(is_harmless(&printed), "{form:?} is {printed:?}");
        let kinds = blocks(&printed);
        assert!(
            kinds.iter().all(|kind| kind.as_deref() == Some("text")),
            "{form:?} is {printed:?}"
        );
        assert!(printed.contains("panic!"), "{form:?} is {printed:?}");
    }
}

#[test]
fn no_two_forms_together_are_code() {
    let forms = forms();
    for (first, second) in forms.iter().zip(forms.iter().rev()) {
        let printed = markdown(&format!("{first}\n{second}")).join("\n");
        assert!(is_harmless(&printed), "{first:?} and {second:?} are {printed:?}");
    }
}

#[test]
fn most_forms_keep_their_layout() {
    let is_fallback = |form: &&String| {
        let lines = markdown(form);
        lines.len() > 3 && lines == fenced(form)
    };
    let forms = forms();
    let fallen: Vec<&String> = forms.iter().filter(is_fallback).collect();
    assert!(fallen.len() <= 4, "{fallen:#?}");
}

#[test]
fn one_line_is_one_paragraph() {
    for form in forms().iter().map(String::as_str).chain([
        "# a", "1. a", "- a", "> a", "---", "***", "~~~", "===", "| a |", "", " ",
    ]) {
        let line = one_line(form);
        assert!(
            !line.contains('\n') && is_one_paragraph(&line),
            "{form:?} is {line:?}"
        );
        assert_eq!(blocks(&line), []);
    }
}

#[test]
fn code_holds_any_text() {
    for text in [
        "a",
        "a`b",
        "``",
        "`",
        "a``b`",
        " a ",
        "a\nb",
        "```\nfn\n```",
        "<b>",
        "\u{2028}x",
    ] {
        let line = code(text);
        let events: Vec<Event<'_>> = Parser::new(&line).collect();
        assert!(
            matches!(events.as_slice(), [_, Event::Code(_), _]),
            "{text:?} is {line:?}"
        );
    }
}

#[test]
fn text_is_as_it_was_but_for_what_is_no_text() {
    let cases = [
        ("A pet.", "A pet."),
        (
            "See https://example.com/a_b, or [here](https://x.y).",
            "See <https://example.com/a_b>, or [here](https://x.y).",
        ),
        ("A `Vec<u8>` of List<String>.", "A `Vec<u8>` of List\\<String>."),
        ("[`foo`] and \\[bar]", "\\[`foo`] and \\[bar]"),
        ("[a](#/x) ![b](c.png)", "\\[a](#/x) !\\[b](c.png)"),
        ("a < b && c > d", "a < b && c > d"),
        (
            "Text:\n\n    a\n      b\n\nmore",
            "Text:\n\n```text\na\n  b\n```\n\nmore",
        ),
        ("```json\n{}\n```", "```text\n{}\n```"),
        ("~~~", "~~~text\n~~~"),
    ];
    for (text, printed) in cases {
        assert_eq!(markdown(text).join("\n"), printed);
    }
}
