//! The differences between files on disk and generated files, as unified diffs.

use std::path::PathBuf;
use std::time::Duration;

use similar::TextDiff;

/// One stale file. `old` is on disk, `new` is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) path: PathBuf,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
}

/// A unified diff from the file on disk to the generated one. A long diff is truncated.
pub(crate) fn unified(difference: &Difference) -> String {
    const LINES: usize = 120;
    let old = difference.old.as_deref().unwrap_or_default();
    let new = difference.new.as_deref().unwrap_or_default();
    let path = difference.path.display();
    let name = |text: &Option<String>, side| {
        text.as_ref()
            .map_or("/dev/null".into(), |_| format!("{side}/{path}"))
    };
    let diff = TextDiff::configure()
        .timeout(Duration::from_secs(2))
        .diff_lines(old, new);
    let diff = diff
        .unified_diff()
        .header(&name(&difference.old, "a"), &name(&difference.new, "b"))
        .to_string();
    let mut lines: Vec<&str> = diff.lines().collect();
    let more = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    let mut text = lines.join("\n") + "\n";
    if more > 0 {
        text.push_str(&format!("... {more} more lines\n"));
    }
    text
}
