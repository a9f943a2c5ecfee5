//! Detects the format of a text.

use std::path::Path;

/// The text without a byte order mark. RFC 8259, section 8.1: a parser may ignore one.
pub(super) fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Whether the text is read as JSON.
pub(super) fn is_json(name: &str, text: &str) -> bool {
    format(name, text) == Format::Json
}

/// The format of a text. A `.yaml` file that contains JSON is read as JSON, because that parser is ten times as fast.
pub(super) fn format(name: &str, text: &str) -> Format {
    let extension = Path::new(name)
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    let is_yaml_file = matches!(extension, "yaml" | "yml");
    if extension == "json" || (looks_like_json && (!is_yaml_file || is_valid_json(text))) {
        Format::Json
    } else {
        Format::Yaml
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}

fn is_valid_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}
