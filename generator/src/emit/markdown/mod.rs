//! Untrusted Markdown in docs. No text of a description ever becomes code that `cargo test --doc` compiles.
//!
//! The parser is rustdoc's own. It finds the code blocks, which become fences of `text`. The rewritten text is parsed again,
//! and a text that would still contain another code block is printed as one fence.

mod edits;
#[cfg(test)]
mod tests;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use edits::{Blocks, edited};

pub(super) use crate::ir::{code, is_break, is_plain, longest_run};

/// How often a text is rewritten. Removing one code block may reveal another one.
const PASSES: usize = 8;

/// The lines of a description's Markdown, in which nothing becomes a doctest or ends the comment. HTML is shown as text,
/// brackets are no links, and characters that change the reading direction are removed.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let clean = cleaned(text);
    let rewritten = rewritten(&clean, Blocks::Rewritten);
    let lines = match is_harmless(&rewritten) {
        true => rewritten.split('\n').map(str::to_owned).collect(),
        false => fenced(&clean),
    };
    without_idle_lines(lines)
}

/// A text of the description as one harmless line without blocks, for use inside a sentence.
pub(super) fn one_line(text: &str) -> String {
    let clean = cleaned(text);
    let words: Vec<&str> = clean.split_whitespace().collect();
    let line = words.join(" ");
    let plain = rewritten(&line, Blocks::Kept);
    [&plain, &begun_by_text(&plain)]
        .into_iter()
        .find(|line| is_one_paragraph(line))
        .map_or_else(|| code(&line), String::clone)
}

/// The text with uniform line breaks, spaces instead of tabs, and without control characters.
fn cleaned(text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n");
    let lines: Vec<String> = text.split(is_break).map(without_tabs).collect();
    lines.join("\n")
}

/// Source: CommonMark, section 2.2: a tab leads to the next column that is a multiple of four.
fn without_tabs(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut column = 0_usize;
    for c in line.trim_end().chars() {
        if c == '\t' {
            let width = 4_usize.saturating_sub(column % 4);
            out.extend(std::iter::repeat_n(' ', width));
            column = column.saturating_add(width);
        } else if is_plain(c) {
            out.push(c);
            column = column.saturating_add(1);
        }
    }
    out
}

fn rewritten(text: &str, blocks: Blocks) -> String {
    let mut text = text.to_owned();
    for _ in 0..PASSES {
        match edited(&text, blocks) {
            Some(next) => text = next,
            None => break,
        }
    }
    text
}

/// The two ways to parse a text: rustdoc displays it with extensions, and looks for examples without them.
pub(super) fn readings() -> [Options; 2] {
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    [Options::empty(), extensions]
}

/// Whether all code blocks are fences of `text`, and an example after the text is still one.
fn is_harmless(text: &str) -> bool {
    let followed = format!("{text}\n\n```no_run\n```\n");
    readings().into_iter().all(|options| {
        let mut depth = 0_usize;
        let mut last = None;
        for event in Parser::new_ext(&followed, options) {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => match kind {
                    CodeBlockKind::Fenced(info) if &*info == "text" => last = None,
                    CodeBlockKind::Fenced(info) if &*info == "no_run" && last.is_none() => last = Some(depth),
                    CodeBlockKind::Fenced(_) | CodeBlockKind::Indented => return false,
                },
                Event::Html(_) | Event::InlineHtml(_) => return false,
                Event::Start(_) => depth = depth.saturating_add(1),
                Event::End(TagEnd::CodeBlock) => {}
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Text(_)
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
        last == Some(0)
    })
}

/// Whether the text is a single paragraph.
fn is_one_paragraph(text: &str) -> bool {
    readings().into_iter().all(|options| {
        let mut blocks = Parser::new_ext(text, options).map(|event| match event {
            Event::Start(Tag::Paragraph) => Some(true),
            Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
            ) => None,
            Event::Start(_) | Event::Rule | Event::Html(_) | Event::InlineHtml(_) => Some(false),
            Event::End(_)
            | Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::TaskListMarker(_) => None,
        });
        blocks.all(|is_paragraph| is_paragraph != Some(false))
    })
}

/// The line with a backslash before a mark that would start a block.
fn begun_by_text(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits).unwrap_or(("", line));
    format!("{number}\\{rest}")
}

/// A text as a fence.
fn fenced(text: &str) -> Vec<String> {
    let ticks = "`".repeat(longest_run(text, '`').saturating_add(1).max(3));
    let mut lines = vec![format!("{ticks}text")];
    lines.extend(text.split('\n').map(str::to_owned));
    lines.push(ticks);
    lines
}

fn without_idle_lines(mut lines: Vec<String>) -> Vec<String> {
    lines
        .iter_mut()
        .for_each(|line| line.truncate(line.trim_end().len()));
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}
