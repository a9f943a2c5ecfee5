//! XML that is malformed, hostile, or can't be written.

use crate::runtime::http::xml::{self, ANY, Content, Element, Member, Members, Place};
use crate::runtime_tests::prelude::*;
use serde_json::json;

object! {
    /// A shelf.
    pub struct Shelf {
        pub items: Vec<Item> = required "items",
        ..extra: crate::runtime::json::Extra,
    }
}

object! {
    /// The items on the shelf.
    pub struct Item {
        pub name: String = required "name",
        pub count: Option<i64> = optional "count",
        pub labels: Option<std::collections::BTreeMap<String, String>> = optional "labels",
        pub id: Option<String> = optional "id",
        ..extra: crate::runtime::json::Extra,
    }
}

static LABEL: Member = Member::new("", Element::new("", Content::Text));
static LABELS: Members = Members {
    members: &[],
    rest: Some(&LABEL),
};
static ITEM: Members = Members {
    members: &[
        Member::new("name", Element::new("name", Content::Text)).required(),
        Member::new("count", Element::new("count", Content::Number)),
        Member::new("labels", Element::new("labels", Content::Object(&LABELS))),
        Member::new("id", Element::new("id", Content::Text).place(Place::Attribute)),
    ],
    rest: Some(&ANY),
};
static SHELF: Members = Members {
    members: &[Member::new("items", Element::new("item", Content::Object(&ITEM)))
        .repeated()
        .required()],
    rest: Some(&ANY),
};
static ROOT: Element = Element::new("shelf", Content::Object(&SHELF));

fn error(document: &str) -> String {
    let mut shelf = Shelf::placeholder();
    xml::decode(document.as_bytes(), &ROOT, shelf.slot())
        .unwrap_err()
        .to_string()
}

#[test]
fn an_error_has_its_path_in_the_json() {
    let first = "<item><name>a</name></item>";
    let shelf = |rest: &str| error(&format!("<shelf>{first}{rest}"));
    assert_eq!(
        shelf("<item><name>b</name><count>few</count></item></shelf>"),
        "$.items[1].count: invalid type: string \"few\", expected an integer from -9223372036854775808 to 9223372036854775807"
    );
    assert_eq!(
        shelf("<item><count>1</count></item></shelf>"),
        "$.items[1]: missing property `name`"
    );
    assert_eq!(
        shelf("<item><name>a</name><name>b</name></item></shelf>"),
        "$.items[1].name: this element is duplicated"
    );
    for (rest, path) in [
        ("<item><name>b</nam></item></shelf>", "$.items[1].name: "),
        ("<item><name>&nope;</name></item></shelf>", "$.items[1].name: "),
        (
            "<item><labels><a>&#0;</a></labels></item></shelf>",
            "$.items[1].labels.a: ",
        ),
        ("<item id='1' id='2'></item></shelf>", "$.items[1]: "),
        ("<item id='&nope;'></item></shelf>", "$.items[1]: "),
        ("<item><1></1></item></shelf>", "$.items[1].1: "),
        ("<more><much>&nope;</much></more></shelf>", "$.more.much: "),
    ] {
        let error = shelf(rest);
        assert!(error.starts_with(path), "{rest}: {error}");
    }
}

#[test]
fn an_invalid_document_is_an_error() {
    for document in [
        "",
        "  ",
        "shelf",
        "{\"items\": []}",
        "<shelf>",
        "<shelf></shelf><shelf/>",
        "<shelf/>rest",
        "<shelf/>&lt;",
        "<shelf/><![CDATA[a]]>",
        "</shelf>",
        "<shelf",
        "<shelf a></shelf>",
        "<shelf a=1></shelf>",
        "<shelf><!-- a -- b --></shelf>",
        "<shelf><![CDATA[a</shelf>",
        "<shelf>\u{0}</shelf>",
        "<shelf>\u{fffe}</shelf>",
        "<shelf>&#xFFFE;</shelf>",
        "<shelf>&#xD800;</shelf>",
        "<shelf>&</shelf>",
        "<shelf>&amp</shelf>",
        "<a:b:shelf/>",
        "<shelf><?xml version='1.0'?></shelf>",
    ] {
        let error = error(document);
        assert!(!error.is_empty() && error.len() < 400, "{document}: {error}");
    }
    let mut shelf = Shelf::placeholder();
    let invalid = xml::decode(b"<shelf>\xff</shelf>", &ROOT, shelf.slot()).unwrap_err();
    assert_eq!(invalid.to_string(), "invalid UTF-8");
}

#[test]
fn a_document_type_is_rejected_and_nothing_is_expanded() {
    let laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]><shelf><note>&lol2;</note></shelf>";
    let external =
        "<!DOCTYPE shelf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><shelf><note>&x;</note></shelf>";
    for document in [
        laughs,
        external,
        "<!DOCTYPE shelf><shelf/>",
        "<!doctype html><html/>",
    ] {
        assert_eq!(error(document), "document types are not allowed", "{document}");
    }
    assert_eq!(
        error("<shelf><note>&lol;</note></shelf>"),
        "$.note: an entity that XML doesn't define"
    );
}

/// The test has no timer: an algorithm with quadratic time would take minutes.
#[test]
fn many_attributes_elements_and_references_are_read_once() {
    let attributes: String = (0..200_000).map(|n| format!(" a{n}='1'")).collect();
    let document = format!(
        "<shelf><note{attributes}/>{}<text>{}</text></shelf>",
        "<note/>".repeat(200_000),
        "&amp;".repeat(200_000)
    );
    let mut shelf = Shelf::placeholder();
    xml::decode(document.as_bytes(), &ROOT, shelf.slot()).unwrap();
    assert_eq!(
        shelf.extra.get("note").unwrap().as_array().unwrap().len(),
        200_001
    );
    assert_eq!(shelf.extra.get("text").unwrap().as_str().unwrap().len(), 200_000);
}

#[test]
fn depth_is_bounded() {
    for (depth, is_read) in [(100, true), (200, false), (100_000, false)] {
        let document = format!("<shelf>{}{}</shelf>", "<a>".repeat(depth), "</a>".repeat(depth));
        let mut shelf = Shelf::placeholder();
        let read = xml::decode(document.as_bytes(), &ROOT, shelf.slot());
        assert_eq!(read.is_ok(), is_read, "{depth}: {read:?}");
    }
    assert!(error(&"<a>".repeat(1_000_000)).ends_with("nested too deeply"));
    let mut deep = json!("a");
    for _ in 0..300 {
        deep = json!({ "a": deep });
    }
    let refused = xml::write(json!({ "more": deep }).value(), &ROOT).unwrap_err();
    assert!(refused.ends_with("is nested too deeply"), "{refused}");
}

#[test]
fn values_that_xml_cannot_contain_are_rejected_with_their_path() {
    let refused = |value: serde_json::Value| xml::write(value.value(), &ROOT).unwrap_err();
    assert_eq!(
        refused(json!({"items": [{"name": "a"}, {"name": "b\u{0}"}]})),
        "body $.items[1].name contains U+0000, which XML doesn't allow"
    );
    assert_eq!(
        refused(json!({"items": [{"name": "\u{fffe}"}]})),
        "body $.items[0].name contains U+FFFE, which XML doesn't allow"
    );
    assert_eq!(
        refused(json!({"items": [{"id": "\u{1b}"}]})),
        "body $.items[0].id contains U+001B, which XML doesn't allow"
    );
    for key in ["", "1a", "a b", "a:b", "<", "-a", "ä/", "a\u{0}"] {
        let refused = refused(json!({"items": [{"labels": {key: "x"}}]}));
        let is_named = refused.ends_with("would be an element with a name that is invalid in XML");
        assert!(
            refused.starts_with("body $.items[0].labels") && is_named,
            "{refused}"
        );
    }
    let refused = refused(json!({"@a b": "x"}));
    assert_eq!(
        refused,
        "body $[\"@a b\"] would be an attribute with a name that is invalid in XML"
    );
    for key in ["a", "_", "ä-1.b", "漢"] {
        assert!(xml::write(json!({"items": [{"labels": {key: "x"}}]}).value(), &ROOT).is_ok());
    }
}
