//! What a description under `cases` says of itself in place of `generator.toml`, in comments at its top.

use generator::Overrides;
use generator::source::Pointer;

/// `# name: POINTER NAME` is an entry of `names`.
pub fn overrides(document: &str, text: &str) -> Overrides {
    let headed = |head: &'static str| text.lines().filter_map(move |line| line.strip_prefix(head));
    let names = headed("# name: ").filter_map(|line| {
        let (pointer, name) = line.split_once(' ')?;
        Some((Pointer::from_reference(document, pointer)?, name.to_owned()))
    });
    Overrides {
        names: names.collect(),
    }
}
