//! Options in comments at the top of a description under `cases`, in place of `generator.toml`.

use generator::Pointer;
use generator::{
    Attribute, Derive, Entries, IdempotencyKey, Library, Overrides, Pagination, RustType, Signature,
};

/// Parses the options. `# name: POINTER NAME` is an entry of `names`, `# type: POINTER PATH` of `types`,
/// `# format: NAME PATH` of `formats`, `# dependency: NAME VALUE` of `dependencies`, `# pages: KIND [KEY=VALUE…]` of
/// `pagination`. `# rust-types: true` is the option `rust-types`, `# key: HEADER [OPERATION…]` the option `idempotency-key`,
/// `# library: NAME` of `libraries`, `# derive: TRAIT`, `# derive-of: POINTER TRAIT` and `# attribute-of: POINTER ATTRIBUTE` of
/// `derive` and `attributes`, and `# signature: HEADER` the signature of webhooks with a tolerance of five minutes.
pub fn overrides(document: &str, text: &str) -> Overrides {
    let lines = |head: &'static str| text.lines().filter_map(move |line| line.strip_prefix(head));
    let headed = |head| lines(head).filter_map(|line| line.split_once(' '));
    let place = |pointer| Pointer::from_reference(document, pointer);
    let chosen = |path| RustType::new(path, None).ok();
    let names = headed("# name: ").filter_map(|(pointer, name)| Some((place(pointer)?, name.to_owned())));
    let types = headed("# type: ").filter_map(|(pointer, path)| Some((place(pointer)?, chosen(path)?)));
    let formats = headed("# format: ").filter_map(|(format, path)| Some((format.to_owned(), chosen(path)?)));
    let type_derives = headed("# derive-of: ")
        .filter_map(|(pointer, name)| Some((place(pointer)?, vec![Derive::new(name).ok()?])));
    let attributes = headed("# attribute-of: ")
        .filter_map(|(pointer, text)| Some((place(pointer)?, vec![Attribute::new(text).ok()?])));
    let dependencies = headed("# dependency: ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    let key = lines("# key: ").find_map(|line| {
        let mut words = line.split(' ').map(str::to_owned);
        let header = words.next()?;
        let operations = words.collect();
        Some(IdempotencyKey { header, operations })
    });
    Overrides {
        names: names.collect(),
        entries: Entries::default(),
        idempotency_key: key,
        signature: lines("# signature: ").next().map(signature),
        formats: formats.collect(),
        libraries: lines("# library: ").filter_map(Library::named).collect(),
        types: types.collect(),
        derives: lines("# derive: ")
            .filter_map(|name| Derive::new(name).ok())
            .collect(),
        type_derives: type_derives.collect(),
        attributes: attributes.collect(),
        rust_types: lines("# rust-types: true").next().is_some(),
        dependencies: dependencies.collect(),
        pagination: lines("# pages: ").map(pagination).collect(),
    }
}

fn pagination(line: &str) -> Pagination {
    let mut words = line.split(' ');
    let kind = words
        .next()
        .and_then(|kind| kind.parse().ok())
        .unwrap_or_default();
    let mut entry = Pagination {
        kind,
        ..Pagination::default()
    };
    for (key, value) in words.filter_map(|word| word.split_once('=')) {
        let text = Some(value.to_owned());
        match key {
            "operation" => entry.operations.extend(text),
            "parameter" => entry.parameter = text,
            "next" => entry.next = text,
            "more" => entry.more = text,
            "items" => entry.items = text,
            _ => entry.first = value.parse().ok(),
        }
    }
    entry
}

fn signature(header: &str) -> Signature {
    Signature {
        header: header.to_owned(),
        prefix: "sha256=".to_owned(),
        base64: true,
        timestamp: Some(("X-Time".to_owned(), 300)),
    }
}
