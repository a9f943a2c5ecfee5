//! Parses the settings for requests: idempotency keys and pagination.

use generator::{IdempotencyKey, PageKind, Pagination};
use serde::{Deserialize, Deserializer};

/// One `[[client.pagination]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaginationEntry {
    #[serde(default)]
    operations: Vec<String>,
    #[serde(deserialize_with = "super::parsed")]
    kind: PageKind,
    parameter: Option<String>,
    next: Option<String>,
    more: Option<String>,
    items: Option<String>,
    first: Option<i64>,
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

/// The name of a header, or a table with the header and its operations.
pub(super) fn key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<IdempotencyKey>, D::Error> {
    #[derive(Deserialize)]
    #[serde(
        untagged,
        deny_unknown_fields,
        expecting = "a header, or `{ header = \"X-Key\", operations = [\"createPet\"] }`"
    )]
    enum Entry {
        Header(String),
        Of { header: String, operations: Vec<String> },
    }
    let (header, operations) = match Entry::deserialize(deserializer)? {
        Entry::Header(header) => (header, Vec::new()),
        Entry::Of { header, operations } => (header, operations),
    };
    Ok(Some(IdempotencyKey { header, operations }))
}

#[cfg(test)]
mod tests {
    use generator::Pointer;
    use generator::{PageKind, Pagination};

    use crate::program::config::Config;

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
        let config = Config::parse("generator.toml", text).expect("a config");
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
