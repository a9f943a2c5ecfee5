//! Parses the settings for requests: idempotency keys and pagination.

use generator::{IdempotencyKey, PageKind, Pagination};
use serde::{Deserialize, Deserializer};

use super::table::{Described, Shape, options};

options! {
    /// One `[[client.pagination]]`.
    #[derive(Clone, Debug)]
    pub(crate) struct PaginationEntry {
        /// The operations that the rule is for; by default all that it fits
        operations: Vec<String> = "operations" or "Default::default",
        /// What leads to the next page
        kind: PageKind = "kind" from "super::parsed",
        /// The query parameter
        parameter: Option<String> = "parameter" or "Default::default",
        /// The place of the cursor or the address of the next page
        next: Option<String> = "next" or "Default::default",
        /// The place where `false` means that the page is the last one
        more: Option<String> = "more" or "Default::default",
        /// The place of the listed items. It is inferred if it is not set
        items: Option<String> = "items" or "Default::default",
        /// The number of the first page; `1` by default
        first: Option<i64> = "first" or "Default::default",
    }
}

impl From<PaginationEntry> for Pagination {
    fn from(entry: PaginationEntry) -> Self {
        Self {
            operations: entry.operations,
            kind: entry.kind,
            parameter: entry.parameter,
            next: entry.next,
            more: entry.more,
            items: entry.items,
            first: entry.first,
        }
    }
}

options! {
    /// `idempotency-key` as a table.
    struct KeyEntry {
        /// The name of the header
        header: String = "header",
        /// The operations that send it
        operations: Vec<String> = "operations",
    }
}

impl Described for IdempotencyKey {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Text, KeyEntry::shape()])
    }
}

/// The name of a header, or a table with the header and its operations.
pub(super) fn key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<IdempotencyKey>, D::Error> {
    #[derive(Deserialize)]
    #[serde(
        untagged,
        expecting = "a header, or `{ header = \"X-Key\", operations = [\"createPet\"] }`"
    )]
    enum Entry {
        Header(String),
        Of(KeyEntry),
    }
    let (header, operations) = match Entry::deserialize(deserializer)? {
        Entry::Header(header) => (header, Vec::new()),
        Entry::Of(KeyEntry { header, operations }) => (header, operations),
    };
    Ok(Some(IdempotencyKey { header, operations }))
}

#[cfg(test)]
mod tests {
    use generator::Pointer;
    use generator::{PageKind, Pagination};

    use crate::program::config::Config;
    use crate::program::layout::Layout;

    #[test]
    fn pagination_and_idempotency_keys_are_read() {
        let text = r#"
            [[client]]
            spec = "a.yaml"
            package = "a"
            out = "generated"
            idempotency-key = { header = "X-Once", operations = ["pay"] }

            [[client.pagination]]
            operations = ["list"]
            kind = "page"
            parameter = "page"
            first = 0
        "#;
        let config = Config::parse("generator.toml", text, &Layout::default()).expect("a config");
        let overrides = config.clients[0].overrides("a.yaml", &Pointer::root("generator.toml"));
        let key = overrides.idempotency_key.expect("a key");
        assert_eq!(
            (key.header.as_str(), key.operations),
            ("X-Once", vec!["pay".to_owned()])
        );
        let page = Pagination {
            operations: vec!["list".to_owned()],
            kind: PageKind::Page,
            parameter: Some("page".to_owned()),
            first: Some(0),
            ..Pagination::default()
        };
        assert_eq!(overrides.pagination, [page]);
    }
}
