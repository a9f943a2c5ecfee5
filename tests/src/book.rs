//! Documents as plain data: their code blocks and links. This module must not know the contents of any document.

use std::collections::BTreeSet;
use std::ops::Range;

/// A fenced code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block<'a> {
    /// The info string after the first fence: `rust,no_run`.
    pub info: &'a str,
    /// The code, including the end of each line.
    pub code: &'a str,
    /// The range of the code in the document.
    pub at: Range<usize>,
    /// The path in a comment `<!-- file: PATH -->` before the block.
    pub file: Option<&'a str>,
}

const FENCE: &str = "```";

/// The blocks of a document, in order.
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut file = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let trimmed = line.trim_end();
        match (open, trimmed.strip_prefix(FENCE)) {
            (None, Some(info)) => open = Some((info, end)),
            (Some((info, from)), Some("")) => {
                blocks.push(Block {
                    info,
                    code: text.get(from..start).unwrap_or_default(),
                    at: from..start,
                    file: file.take(),
                });
                open = None;
            }
            (None, None) => file = named_file(trimmed).or(file.filter(|_| trimmed.is_empty())),
            (Some(_), _) => {}
        }
        start = end;
    }
    blocks
}

fn named_file(line: &str) -> Option<&str> {
    line.strip_prefix("<!-- file: ")?.strip_suffix(" -->")
}

/// The document with the code of some blocks replaced. The replacements are in order.
pub fn replaced(text: &str, codes: &[(Range<usize>, String)]) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (at, code) in codes {
        out.push_str(text.get(done..at.start).unwrap_or_default());
        out.push_str(code);
        done = at.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The link targets of a document, outside of code.
pub fn links(text: &str) -> Vec<&str> {
    prose(text)
        .flat_map(|line| {
            // Every second piece is inline code.
            let prose = line.split('`').step_by(2);
            prose.flat_map(|piece| piece.split("](").skip(1))
        })
        .filter_map(|rest| Some(rest.split_once(')')?.0))
        .collect()
}

/// The anchors of a document's headings, as mdBook and GitHub generate them.
pub fn anchors(text: &str) -> BTreeSet<String> {
    prose(text)
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let kept = heading
                .chars()
                .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

/// The lines that are not in a block of code.
pub fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.starts_with(FENCE);
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

#[cfg(test)]
mod tests {
    use super::{anchors, blocks, links, replaced};

    const TEXT: &str = "# A `b` c\n[x](y.md#z) `[no](n.md)` [`c`](d.md)\n<!-- file: f.rs -->\n\n```rust\n# [no](n.md)\n```\n```sh\n```\n";

    #[test]
    fn a_document_is_split_into_blocks_links_and_anchors() {
        let found = blocks(TEXT);
        let seen: Vec<_> = found
            .iter()
            .map(|block| (block.info, block.code, block.file))
            .collect();
        assert_eq!(seen, [("rust", "# [no](n.md)\n", Some("f.rs")), ("sh", "", None)]);
        assert_eq!(links(TEXT), ["y.md#z", "d.md"]);
        assert_eq!(anchors(TEXT), ["a-b-c".to_owned()].into());
        let codes: Vec<_> = found
            .iter()
            .map(|block| (block.at.clone(), "x\n".to_owned()))
            .collect();
        assert!(replaced(TEXT, &codes).ends_with("```rust\nx\n```\n```sh\nx\n```\n"));
    }
}
