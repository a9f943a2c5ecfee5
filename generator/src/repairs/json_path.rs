//! JSONPath (RFC 9535) for one place.

use crate::dialect::Step;

/// The path in normal form, with short names where the grammar allows them.
pub(super) fn json_path(path: &[Step]) -> String {
    let steps = path.iter().map(|step| match step {
        Step::Key(key) if is_short(key) => format!(".{key}"),
        Step::Key(key) => format!("[{}]", quoted(key)),
        Step::Index(index) => format!("[{index}]"),
        Step::Items => "[*]".to_owned(),
    });
    std::iter::once("$".to_owned()).chain(steps).collect()
}

/// RFC 9535, section 2.5.1.1: `member-name-shorthand`, in ASCII.
fn is_short(key: &str) -> bool {
    let is_first = |c: char| c.is_ascii_alphabetic() || c == '_';
    key.starts_with(is_first) && key.chars().all(|c| is_first(c) || c.is_ascii_digit())
}

/// RFC 9535, section 2.7: a normal name selector.
fn quoted(key: &str) -> String {
    let mut out = "'".to_owned();
    for c in key.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            c if c.is_control() && u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_selected_by_its_path() {
        for key in [
            "a",
            "a b",
            "it's",
            "back\\slash",
            "tab\tline\n",
            "ключ",
            "",
            "0",
            "/pets/{id}",
            "\"",
            "$ref",
        ] {
            let path = json_path(&[Step::Key(key.to_owned()), Step::Index(1), Step::Items]);
            let tree = serde_json::json!({ key: [0, [7]] });
            let path = serde_json_path::JsonPath::parse(&path).expect("a path");
            assert_eq!(path.query(&tree).all(), [7], "{key}");
        }
    }
}
