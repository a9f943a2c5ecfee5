//! Tests of reports: the sample in both formats, hostile text, and the budget of a comment.

#![allow(clippy::expect_used, clippy::unwrap_used)] // What a test can't do is a failed test.

use pulldown_cmark::{Event, Options as Flags, Parser, Tag, TagEnd};
use serde_json::{Value, json};

use super::{CHARACTERS, Links, Named, Outcome, Report, Terminal, markdown, text};
use crate::review::{Accepted, Review, Unexplained};
use crate::{Comparison, Input, Options, review};

const OLD: &str = include_str!("../../../../tests/cases/review/sample/old.yaml");
const NEW: &str = include_str!("../../../../tests/cases/review/sample/new.yaml");

fn input(text: &str) -> Input {
    Input {
        name: "spec/parcels.yaml".to_owned(),
        text: text.to_owned(),
        lock: None,
        options: Options::default(),
    }
}

fn compared(old: &str, new: &str) -> Comparison {
    review(&input(old), &input(new))
}

fn report(comparison: &Comparison) -> Report<'_> {
    let side = |revision| Named {
        file: "spec/parcels.yaml",
        revision,
    };
    comparison.report("parcels", side("origin/main"), side("working tree"))
}

const LINKS: Links<'_> = Links {
    base: Some("https://github.com/acme/parcels/blob/4f2c1e0"),
    old_base: None,
};

#[test]
fn the_sample_as_text() {
    let comparison = compared(OLD, NEW);
    insta::assert_snapshot!(text(&report(&comparison), Terminal::default()));
}

#[test]
fn the_sample_as_markdown() {
    let comparison = compared(OLD, NEW);
    insta::assert_snapshot!(markdown(&report(&comparison), LINKS));
}

/// Users of the crate read the entry without the rest of the report, so it explains itself.
#[test]
fn a_changelog_has_no_mark_and_no_word_that_only_reports_explain() {
    let comparison = compared(OLD, NEW);
    let report = report(&comparison);
    let data = comparison.data(&report, ["spec/parcels.yaml"; 2]);
    let entry = super::changelog(&data, false);
    let silent = "`types::MoveParcelCode` compiles and behaves differently: ";
    assert!(entry.contains(silent), "{entry}");
    assert!(entry.contains(" more public items."), "{entry}");
    for word in ["†", "silent", "surface"] {
        assert!(!entry.contains(word), "{entry}");
    }
}

#[test]
fn equal_descriptions_are_one_line() {
    let comparison = compared(OLD, OLD);
    let report = report(&comparison);
    let comment = markdown(&report, LINKS);
    assert_eq!(
        comment.lines().collect::<Vec<_>>(),
        [
            "<!-- generator-diff:parcels:v1 -->",
            "✅ API review: nothing changed in `spec/parcels.yaml`, `origin/main` → `working tree`.",
        ]
    );
    assert_eq!(
        text(&report, Terminal::default()),
        "parcels: spec/parcels.yaml, origin/main → working tree: nothing changed\n"
    );
}

#[test]
fn a_failed_comparison_never_reads_as_no_change() {
    let comparison = compared(OLD, "openapi: [");
    let report = report(&comparison);
    for printed in [markdown(&report, LINKS), text(&report, Terminal::default())] {
        assert!(printed.contains("not compared"), "{printed}");
        let error = "new: error[syntax]: ";
        assert!(printed.replace('\\', "").contains(error), "{printed}");
        assert!(printed.contains("changes are unknown"), "{printed}");
        for word in ["nothing changed", "no change", "0 changes"] {
            assert!(!printed.contains(word), "{printed}");
        }
    }
}

#[test]
fn accepted_and_unexplained_differences_have_their_own_sections() {
    let mut comparison = compared(OLD, NEW);
    let review = comparison.review.as_mut().unwrap();
    let first = review.changes.first_mut().unwrap();
    let id = first.id.clone();
    first.accepted = Some(Accepted {
        reason: "all codes are migrated".to_owned(),
        correction: true,
    });
    review.unexplained.push(Unexplained {
        layer: "tree",
        what: "/paths/~1parcels/get".to_owned(),
    });
    let report = report(&comparison);
    let comment = markdown(&report, LINKS);
    let (before, after) = comment.split_once("### Accepted").unwrap();
    assert!(!before.contains(&id) && after.contains(&id), "{comment}");
    assert!(after.contains("**The description was wrong:** all codes are migrated"));
    assert!(before.contains("**1 unexplained** · 1 accepted"), "{comment}");
    assert!(before.contains("- tree: `/paths/~1parcels/get`"), "{comment}");
    let printed = text(&report, Terminal::default());
    assert!(printed.contains("= tree: /paths/~1parcels/get"), "{printed}");
    let (_, after) = printed.split_once("\naccepted:\n").unwrap();
    assert!(after.contains(&id), "{printed}");
    assert!(
        after.contains("= correction: all codes are migrated"),
        "{printed}"
    );
}

/// A review with as many changes and lines as are asked for, all made from those of another one.
fn repeated(review: &Review, times: usize) -> Review {
    Review {
        changes: review.changes.iter().cycle().take(times).cloned().collect(),
        surface: review.surface.iter().cycle().take(times).cloned().collect(),
        ..review.clone()
    }
}

#[test]
fn a_comment_keeps_its_budget() {
    let (old, new) = hostile();
    for (old, new) in [(OLD.to_owned(), NEW.to_owned()), (old, new)] {
        for times in [400, 10_000] {
            let mut comparison = compared(&old, &new);
            let review = comparison.review.take().unwrap();
            comparison.review = Some(repeated(&review, times));
            let comment = markdown(&report(&comparison), LINKS);
            let length = comment.chars().count();
            assert!(length <= CHARACTERS, "{length} characters for {times} changes");
            assert!(
                length > CHARACTERS - 10_000,
                "{length} characters leave too much unused"
            );
            let listed = entries(&comment);
            let omitted = format!("… and {} more: the artifact has all.", times - listed);
            assert!(comment.contains(&omitted), "{listed} of {times} are listed");
            assert!(comment.contains("In total: "));
            check(&comment);
        }
    }
}

/// How many changes a comment lists: each one has a line that begins with its rule in bold.
fn entries(comment: &str) -> usize {
    let rule = |line: &str| {
        let line = line.strip_prefix("- ").unwrap_or(line);
        line.strip_prefix("**")?
            .split_once("** · ")
            .map(|(rule, _)| rule.to_owned())
    };
    comment.lines().filter_map(rule).count()
}

/// What tries to leave its place.
const HOSTILE: &[&str] = &[
    "</details><script>alert(1)</script>",
    "```\n</details>\n@octocat",
    "`` ` @octocat `",
    "| a | b |\n|---|---|",
    "![x](https://evil.example/x.png) [y](javascript:alert(1))",
    "\u{1b}[31mred\u{1b}[0m \u{7} \r \u{9b}31m",
    "\u{202e}desrever\u{2066} \u{2028} \u{2029}",
    "-->\n<!-- generator-diff:other:v1 -->",
    "https://evil.example www.evil.example @octocat #1 a@b.example",
    "# Title\n> quote\n- item\n::set-output name=a::b",
    "\\`@octocat\\` \\<b> &lt;b&gt; $x$ ~~y~~ *z* _w_",
];

/// Two descriptions in which every text of a fork is hostile.
fn hostile() -> (String, String) {
    let (long, ticks) = ("x".repeat(1_000), "@octocat<b>`".repeat(100));
    let texts = || HOSTILE.iter().copied().chain([long.as_str(), ticks.as_str()]);
    let side = |is_new: bool| {
        let kind = if is_new { "number" } else { "integer" };
        let properties: serde_json::Map<String, Value> = texts()
            .map(|text| (text.to_owned(), json!({"type": kind, "description": text})))
            .collect();
        let values: Vec<String> = texts().map(|text| format!("{text}{is_new}")).collect();
        let paths: serde_json::Map<String, Value> = texts()
            .enumerate()
            .map(|(number, text)| {
                let schema = json!({"$ref": "#/components/schemas/Thing"});
                let answer =
                    json!({"description": text, "content": {"application/json": {"schema": schema}}});
                let filter = json!({"type": "string", "pattern": format!("^{is_new}{}$", number)});
                let parameters = json!([
                    {"name": format!("{text}{is_new}"), "in": "query", "schema": {"type": "string"}},
                    {"name": "filter", "in": "query", "required": is_new, "schema": filter},
                ]);
                let operation = json!({
                    "operationId": text,
                    "summary": text,
                    "tags": [text],
                    "parameters": parameters,
                    "responses": {"200": answer},
                });
                (
                    format!("/{number}/{}", text.replace(['{', '}', '?', '#', '\n', '\r'], "")),
                    json!({"get": operation}),
                )
            })
            .collect();
        let thing = json!({
            "type": "object",
            "description": texts().collect::<String>(),
            "properties": properties,
            "required": if is_new { texts().collect::<Vec<_>>() } else { Vec::new() },
        });
        let description = json!({
            "openapi": "3.0.3",
            "info": {"title": HOSTILE.concat(), "version": format!("{}{is_new}", HOSTILE.concat())},
            "paths": paths,
            "components": {"schemas": {
                "Thing": thing,
                "Kind": {"type": "string", "enum": values},
                "Holder": {"type": "object", "properties": {"kind": {"$ref": "#/components/schemas/Kind"}}},
            }},
        });
        let mut description = description;
        let holder = json!({"get": {"operationId": "kinds", "responses": {"200": {"description": "All.", "content":
            {"application/json": {"schema": {"$ref": "#/components/schemas/Holder"}}}}}}});
        description["paths"]["/kinds"] = holder;
        serde_json::to_string_pretty(&description).unwrap()
    };
    (side(false), side(true))
}

/// A report whose names are hostile too.
fn hostile_report<'a>(comparison: &'a Comparison, package: &'a str) -> Report<'a> {
    let name = Named {
        file: "spec/@octocat `|`</details>\u{1b}[31m\u{202e}).yaml",
        revision: "@octocat`<b>\u{1b}",
    };
    let mut report = comparison.report(
        package,
        name,
        Named {
            revision: "new <i>@octocat",
            ..name
        },
    );
    report.notes = HOSTILE.iter().map(|text| (*text).to_owned()).collect();
    report
}

/// Hostile text in every part of a review, also in those that no rule fills today.
fn hostile_comparison() -> Comparison {
    let (old, new) = hostile();
    let mut comparison = compared(&old, &new);
    let review = comparison.review.as_mut().expect("a comparison");
    assert!(
        review.changes.len() > 3 * HOSTILE.len(),
        "{}",
        review.changes.len()
    );
    let texts = HOSTILE.iter().cycle();
    for (change, text) in review.changes.iter_mut().zip(texts.clone()) {
        change.wire.push((*text).to_owned());
        change.witness = Some((*text).to_owned());
        change.help = Some((*text).to_owned());
    }
    for (change, text) in review.changes.iter_mut().rev().zip(HOSTILE) {
        change.message = format!("`{text}` and {text}");
        change.accepted = Some(Accepted {
            reason: (*text).to_owned(),
            correction: false,
        });
    }
    review.unexplained = HOSTILE
        .iter()
        .map(|text| Unexplained {
            layer: "surface",
            what: (*text).to_owned(),
        })
        .collect();
    comparison
}

/// What a Markdown comment must not contain outside code.
#[allow(clippy::wildcard_enum_match_arm)] // The other events are marks of Markdown, which harm nobody.
fn check(comment: &str) {
    let (mut code, mut details) = (0_usize, 0_i32);
    for event in Parser::new_ext(comment, Flags::all()) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code += 1,
            Event::End(TagEnd::CodeBlock) => code -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.starts_with(LINKS.base.unwrap()), "{dest_url}");
            }
            Event::Start(Tag::Image { dest_url, .. }) => panic!("an image: {dest_url}"),
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = html.trim();
                let is_summary = html.starts_with("<details><summary>") && html.matches('<').count() == 3;
                let is_ours = is_summary
                    || matches!(html, "" | "</details>" | "<sub>" | "</sub>")
                    || html.starts_with("<!-- generator-diff:parcels:v1 -->");
                assert!(is_ours, "{html}");
                details += i32::from(is_summary) - i32::from(html == "</details>");
            }
            Event::Text(text) if code == 0 => {
                for start in ["@octocat", "@b", "://", "www.", "#1"] {
                    assert!(!text.contains(start), "{text}");
                }
            }
            Event::Start(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    assert_eq!((code, details), (0, 0));
    let is_hidden = |c: char| c != '\n' && (!crate::ir::is_plain(c) || crate::ir::is_break(c));
    assert!(!comment.contains(is_hidden), "{:?}", comment.find(is_hidden));
}

#[test]
fn hostile_text_stays_in_its_place_in_markdown() {
    let comparison = hostile_comparison();
    let comment = markdown(&hostile_report(&comparison, "parcels"), LINKS);
    check(&comment);
    assert!(comment.starts_with("<!-- generator-diff:parcels:v1 -->\n"));
    assert_eq!(comment.matches("\n<!--").count(), 0);
    let package = "a -->\n@octocat<b>";
    let comment = markdown(&hostile_report(&comparison, package), LINKS);
    assert!(comment.starts_with("<!-- generator-diff:a--octocatb:v1 -->\n"));
}

#[test]
fn hostile_text_stays_in_its_place_in_markdown_of_a_failed_comparison() {
    let comparison = Comparison::default();
    let mut report = hostile_report(&comparison, "parcels");
    report.outcome = Outcome::NotCompared(HOSTILE.iter().map(|text| (*text).to_owned()).collect());
    let comment = markdown(&report, LINKS);
    check(&comment);
    assert!(comment.contains("## ❌ API review: not compared\n"), "{comment}");
}

#[test]
fn hostile_text_cannot_move_the_cursor_of_a_terminal() {
    let comparison = hostile_comparison();
    let report = hostile_report(&comparison, "parcels");
    let terminal = Terminal {
        is_verbose: true,
        is_colored: false,
    };
    let printed = text(&report, terminal);
    let is_hidden = |c: char| c != '\n' && (!crate::ir::is_plain(c) || crate::ir::is_break(c));
    let hidden = printed.lines().find(|line| line.contains(is_hidden));
    assert_eq!(hidden, None);
    assert!(printed.contains("\\u{1b}[31m"), "a control character is visible");
    // In colours every escape is one of a colour.
    let terminal = Terminal {
        is_colored: true,
        ..terminal
    };
    let printed = text(&report, terminal);
    for escape in printed.split('\u{1b}').skip(1) {
        let colour = escape.strip_prefix('[').and_then(|rest| rest.split_once('m'));
        let (digits, _) = colour.expect("a colour");
        assert!(
            digits.chars().all(|c| c.is_ascii_digit() || c == ';'),
            "{digits:?}"
        );
    }
    assert!(!printed.contains("\u{1b}[31mred"));
}

#[test]
fn a_value_has_at_most_200_characters() {
    let comparison = hostile_comparison();
    let report = hostile_report(&comparison, "parcels");
    for printed in [markdown(&report, LINKS), text(&report, Terminal::default())] {
        assert!(printed.contains(&"x".repeat(100)), "{printed}");
        let long = "x".repeat(201);
        let found = printed.lines().find(|line| line.contains(&long));
        assert_eq!(found, None);
    }
}
