//! The edits that make a text harmless: insertions and removals by position, from one pass of the parser.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{longest_run, readings};

/// Whether code blocks are rewritten, or left to callers who handle blocks themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blocks {
    Rewritten,
    Kept,
}

/// The text after one round of edits; `None` if none is needed.
pub(super) fn edited(text: &str, blocks: Blocks) -> Option<String> {
    readings().into_iter().find_map(|options| {
        let mut edits = Edits {
            text,
            all: BTreeMap::new(),
        };
        edits.read(options, blocks);
        edits.applied().filter(|edited| edited != text)
    })
}

/// Edits by the position where they start: how many bytes are removed, and the inserted text.
struct Edits<'t> {
    text: &'t str,
    all: BTreeMap<usize, (usize, String)>,
}

/// A code block that is being read: its kind, and the positions of its lines.
struct Block {
    info: Option<String>,
    range: Range<usize>,
    lines: Vec<Range<usize>>,
}

impl Edits<'_> {
    fn read(&mut self, options: Options, blocks: Blocks) {
        let mut block: Option<Block> = None;
        let mut links = 0_usize;
        let mut run: Range<usize> = 0..0;
        let parser = Parser::new_ext(self.text, options);
        let definitions: Vec<(usize, bool)> = parser
            .reference_definitions()
            .iter()
            .map(|(_, definition)| (definition.span.start, is_address(&definition.dest)))
            .collect();
        for (at, _) in definitions.into_iter().filter(|(_, is_address)| !is_address) {
            self.escape(at);
        }
        for (event, range) in parser.into_offset_iter() {
            match (event, &mut block) {
                (Event::Start(Tag::CodeBlock(kind)), _) => {
                    let info = match kind {
                        CodeBlockKind::Fenced(info) => Some(info.to_string()),
                        CodeBlockKind::Indented => None,
                    };
                    let lines = Vec::new();
                    block = Some(Block { info, range, lines });
                }
                (Event::End(TagEnd::CodeBlock), block) => {
                    let block = block.take().filter(|_| blocks == Blocks::Rewritten);
                    block.iter().for_each(|block| self.code(block));
                }
                (Event::Text(_), Some(block)) => block.lines.push(range),
                (Event::Text(_), None) if links == 0 => {
                    // The parser splits a text at every mark that may have a meaning.
                    if run.end == range.start {
                        run.end = range.end;
                    } else {
                        self.plain(std::mem::replace(&mut run, range));
                    }
                }
                (Event::Html(_) | Event::InlineHtml(_), _) => self.html(range),
                (Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }), _) => {
                    links = links.saturating_add(1);
                    if !is_address(&dest_url) {
                        let is_image = self
                            .text
                            .get(range.clone())
                            .is_some_and(|text| text.starts_with('!'));
                        self.escape(range.start.saturating_add(usize::from(is_image)));
                    }
                }
                (Event::End(TagEnd::Link | TagEnd::Image), _) => links = links.saturating_sub(1),
                (
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
                    | Event::TaskListMarker(_),
                    _,
                ) => {}
            }
        }
        self.plain(run);
    }

    fn replace(&mut self, range: Range<usize>, by: String) {
        let length = range.end.saturating_sub(range.start);
        let (known, text) = self.all.entry(range.start).or_default();
        *known = (*known).max(length);
        text.push_str(&by);
    }

    /// Inserts a backslash before a mark, unless there is one.
    fn escape(&mut self, at: usize) {
        let before = self.text.get(..at).unwrap_or_default();
        let slashes = before.len().saturating_sub(before.trim_end_matches('\\').len());
        if slashes % 2 == 0 && !self.all.contains_key(&at) {
            self.replace(at..at, "\\".to_owned());
        }
    }

    /// Escapes HTML.
    fn html(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        for (at, _) in text.match_indices('<') {
            self.escape(range.start.saturating_add(at));
        }
    }

    /// Edits plain text: escapes brackets, and makes links of URLs.
    fn plain(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        for (at, _) in text.match_indices('[') {
            self.escape(range.start.saturating_add(at));
        }
        let mut next = 0_usize;
        for scheme in ["https://", "http://"] {
            for (at, _) in text.match_indices(scheme) {
                let rest = text.get(at..).unwrap_or_default();
                let end = rest
                    .find(|c: char| {
                        c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | ']' | '[' | '\\' | '`')
                    })
                    .unwrap_or(rest.len());
                let stem = rest.get(..end).unwrap_or_default();
                let stem = stem.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
                let before = text.get(..at).unwrap_or_default();
                let is_linked = before.ends_with(['(', '<', '"', '[', '=', '/'])
                    || before.ends_with(char::is_alphanumeric);
                if at < next || is_linked || stem.len() <= scheme.len() {
                    continue;
                }
                next = at.saturating_add(stem.len());
                let start = range.start.saturating_add(at);
                let end = start.saturating_add(stem.len());
                self.replace(start..start, "<".to_owned());
                self.replace(end..end, ">".to_owned());
            }
        }
    }

    fn code(&mut self, block: &Block) {
        match &block.info {
            Some(info) => self.fence(info, block),
            None => self.indented(block),
        }
    }

    /// Makes the fence one of `text`, and closes it.
    fn fence(&mut self, info: &str, block: &Block) {
        let source = self.text.get(block.range.clone()).unwrap_or_default();
        let indent = source.len().saturating_sub(source.trim_start_matches(' ').len());
        let opened = source.trim_start_matches(' ');
        let mark = opened.chars().next().filter(|c| matches!(c, '`' | '~'));
        let Some(mark) = mark else { return };
        let length = opened.len().saturating_sub(opened.trim_start_matches(mark).len());
        let line = opened.split('\n').next().unwrap_or_default();
        if info != "text" || line.get(length..) != Some("text") {
            let start = block.range.start.saturating_add(indent).saturating_add(length);
            let end = block
                .range
                .start
                .saturating_add(indent)
                .saturating_add(line.len());
            self.replace(start..end, "text".to_owned());
        }
        let ending = opened.trim_end().rsplit_once('\n').map_or("", |(_, last)| last);
        let ending = ending.trim_start_matches([' ', '>']);
        let is_closed = ending.len() >= length && ending.chars().all(|c| c == mark);
        let rest = self.text.get(block.range.end..).unwrap_or_default();
        if !is_closed && rest.trim().is_empty() {
            let fence: String = std::iter::repeat_n(mark, length).collect();
            self.replace(self.text.len()..self.text.len(), format!("\n{fence}"));
        }
    }

    /// Puts indented code in fences; after the mark of a list item it becomes text.
    fn indented(&mut self, block: &Block) {
        let Some(first) = block.lines.first() else { return };
        let prefix = self.prefix(first.start);
        let container = prefix.strip_suffix("    ").unwrap_or(prefix);
        let is_fenced = container.len() < prefix.len() && container.chars().all(|c| matches!(c, ' ' | '>'));
        let container = container.to_owned();
        let begin = first.start.saturating_sub(prefix.len());
        for line in &block.lines {
            let prefix = self.prefix(line.start);
            let spaces = prefix.len().saturating_sub(prefix.trim_end_matches(' ').len());
            let removed = match is_fenced {
                true => spaces.min(4),
                false => spaces.saturating_sub(1),
            };
            if removed > 0 {
                self.replace(line.start.saturating_sub(removed)..line.start, String::new());
            }
        }
        let end = block.lines.last().map_or(block.range.end, |line| line.end);
        if is_fenced {
            let source = self.text.get(first.start..end).unwrap_or_default();
            let fence = "`".repeat(longest_run(source, '`').saturating_add(1).max(3));
            self.before(begin, format!("{container}{fence}text\n"));
            let is_ended = source.ends_with('\n');
            let (start, stop) = if is_ended { ("", "\n") } else { ("\n", "") };
            self.before(end, format!("{start}{container}{fence}{stop}"));
        }
    }

    /// Inserts a line before the line of a position.
    fn before(&mut self, at: usize, line: String) {
        let (_, text) = self.all.entry(at).or_default();
        text.insert_str(0, &line);
    }

    /// The text before a position on its line.
    fn prefix(&self, at: usize) -> &str {
        let before = self.text.get(..at).unwrap_or_default();
        before.rsplit('\n').next().unwrap_or_default()
    }

    fn applied(self) -> Option<String> {
        if self.all.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(self.text.len().saturating_add(16));
        let mut done = 0_usize;
        for (at, (length, by)) in &self.all {
            out.push_str(self.text.get(done..*at).unwrap_or_default());
            out.push_str(by);
            done = done.max(at.saturating_add(*length));
        }
        out.push_str(self.text.get(done..).unwrap_or_default());
        Some(out)
    }
}

fn is_address(url: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}
