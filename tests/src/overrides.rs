//! What a description under `cases` says of itself in place of `generator.toml`, in comments at its top.

use generator::source::Pointer;
use generator::{IdempotencyKey, Overrides};

/// `# name: POINTER NAME` is an entry of `names`, `# key: HEADER [OPERATION…]` the `idempotency-key`.
pub fn overrides(document: &str, text: &str) -> Overrides {
    let headed = |head: &'static str| text.lines().filter_map(move |line| line.strip_prefix(head));
    let names = headed("# name: ").filter_map(|line| {
        let (pointer, name) = line.split_once(' ')?;
        Some((Pointer::from_reference(document, pointer)?, name.to_owned()))
    });
    let key = headed("# key: ").find_map(|line| {
        let mut words = line.split(' ').map(str::to_owned);
        let header = words.next()?;
        let operations = words.collect();
        Some(IdempotencyKey { header, operations })
    });
    Overrides {
        names: names.collect(),
        idempotency_key: key,
    }
}
