//! XML bodies: values to documents and back, by tables in the form that the emitter prints.

use crate::runtime::http::xml::{self, ANY, Content, Element, Member, Members, Place};
use crate::runtime_tests::prelude::*;
use serde_json::{Value as Json, json};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// Writes the value to the document, and reads it back.
#[track_caller]
fn both(root: &Element, value: &Json, document: &str) {
    let written = xml::write(value.value(), root).unwrap();
    assert_eq!(written, format!("{HEAD}{document}"));
    assert_eq!(&read(root, document), value);
}

fn read(root: &Element, document: &str) -> Json {
    serde_json::from_str(&xml::read(document.as_bytes(), root).unwrap()).unwrap()
}

const fn leaf(name: &'static str, content: Content) -> Element {
    Element::new(name, content)
}

const fn object(members: &'static [Member]) -> Members {
    Members {
        members,
        rest: Some(&ANY),
    }
}

/// The document of an object with one property.
macro_rules! document {
    ($member:expr) => {{
        static TABLE: Members = object(&[$member]);
        static ROOT: Element = Element::new("document", Content::Object(&TABLE));
        &ROOT
    }};
}

#[test]
fn a_property_is_an_element_with_its_name_or_its_xml_name() {
    let animals = json!({"animals": "dog, cat"});
    both(
        document!(Member::new("animals", leaf("animals", Content::Text))),
        &animals,
        "<document><animals>dog, cat</animals></document>",
    );
    both(
        document!(Member::new("animals", leaf("animal", Content::Text))),
        &animals,
        "<document><animal>dog, cat</animal></document>",
    );
}

/// Source: OpenAPI 3.0.4 and 3.1.1, XML Object Examples, XML Attribute, Prefix and Namespace.
#[test]
fn attributes_are_in_the_start_tag_and_prefixes_are_declared_at_their_use() {
    static PERSON: Members = object(&[
        Member::new("name", {
            Element::new("name", Content::Text).within("sample", "http://example.com/schema/sample")
        }),
        Member::new("id", Element::new("id", Content::Number).place(Place::Attribute)),
    ]);
    static ROOT: Element = Element::new("Person", Content::Object(&PERSON));
    both(
        &ROOT,
        &json!({"id": 123, "name": "example"}),
        "<Person id=\"123\"><sample:name xmlns:sample=\"http://example.com/schema/sample\">example</sample:name></Person>",
    );
    // A server chooses its own prefixes.
    let other = "<p:Person xmlns:p='urn:p' p:id='123'><p:name>example</p:name></p:Person>";
    assert_eq!(read(&ROOT, other), json!({"id": 123, "name": "example"}));
}

/// Source: OpenAPI 3.0.4 and 3.1.1, XML Object Examples, XML Arrays, each in their order.
#[test]
fn a_list_repeats_its_element_and_may_be_wrapped() {
    static ANIMAL: Element = Element::new("animal", Content::Text);
    static ANIMALS: Element = Element::new("animals", Content::Text).inferred();
    static ALIENS: Element = Element::new("aliens", Content::Text).inferred();
    let animals = json!({"animals": ["dog", "cat"]});
    let unwrapped = document!(Member::new("animals", leaf("animals", Content::Text)).repeated());
    let named = document!(Member::new("animals", leaf("animal", Content::Text)).repeated());
    let wrapped = document!(Member::new("animals", leaf("animals", Content::List(&ANIMALS))));
    let both_named = document!(Member::new("animals", leaf("aliens", Content::List(&ANIMAL))));
    let items_named = document!(Member::new("animals", leaf("animals", Content::List(&ANIMAL))));
    let wrapper_named = document!(Member::new("animals", leaf("aliens", Content::List(&ALIENS))));
    for (root, inner) in [
        (unwrapped, "<animals>dog</animals><animals>cat</animals>"),
        (named, "<animal>dog</animal><animal>cat</animal>"),
        (
            wrapped,
            "<animals><animals>dog</animals><animals>cat</animals></animals>",
        ),
        (
            items_named,
            "<animals><animal>dog</animal><animal>cat</animal></animals>",
        ),
        (
            both_named,
            "<aliens><animal>dog</animal><animal>cat</animal></aliens>",
        ),
        (
            wrapper_named,
            "<aliens><aliens>dog</aliens><aliens>cat</aliens></aliens>",
        ),
    ] {
        both(root, &animals, &format!("<document>{inner}</document>"));
    }
    // An item without a declared name may have any name; one with a declared name may not.
    let other = "<document><aliens><item>dog</item><animal>cat</animal></aliens></document>";
    assert_eq!(read(wrapper_named, other), animals);
    assert_eq!(read(both_named, other), json!({"animals": ["cat"]}));
}

#[test]
fn scattered_items_are_collected_and_a_required_list_without_items_is_empty() {
    static TABLE: Members = object(&[
        Member::new("tags", Element::new("tag", Content::Number))
            .repeated()
            .required(),
        Member::new("notes", Element::new("note", Content::Text)).repeated(),
        Member::new("name", Element::new("name", Content::Text)),
    ]);
    static ROOT: Element = Element::new("pet", Content::Object(&TABLE));
    let mixed = "<pet><tag>1</tag><name>Rex</name><tag>2</tag><note>a</note><tag>3</tag></pet>";
    let value = json!({"tags": [1, 2, 3], "notes": ["a"], "name": "Rex"});
    assert_eq!(read(&ROOT, mixed), value);
    assert_eq!(read(&ROOT, "<pet/>"), json!({"tags": []}));
    assert_eq!(
        xml::write(json!({"tags": [], "notes": []}).value(), &ROOT).unwrap(),
        format!("{HEAD}<pet></pet>")
    );
}

static SCALARS: Members = object(&[
    Member::new("text", Element::new("text", Content::Text)),
    Member::new("number", Element::new("number", Content::Number)),
    Member::new("flag", Element::new("flag", Content::Boolean)),
]);
static SCALAR: Element = Element::new("s", Content::Object(&SCALARS));

#[test]
fn the_schema_determines_the_type_of_a_scalar() {
    both(
        &SCALAR,
        &json!({"text": "12", "number": 12, "flag": true}),
        "<s><flag>true</flag><number>12</number><text>12</text></s>",
    );
    let read = |inner: &str| read(&SCALAR, &format!("<s>{inner}</s>"));
    assert_eq!(
        read("<number> -7 </number><flag>1</flag>"),
        json!({"number": -7, "flag": true})
    );
    assert_eq!(
        read("<number>18446744073709551615</number>"),
        json!({"number": u64::MAX})
    );
    assert_eq!(read("<number>1.5e3</number>"), json!({"number": 1500.0}));
    // A text that doesn't have the type stays a string, which decoding rejects; an empty text is no value.
    assert_eq!(
        read("<number>x</number><flag>yes</flag>"),
        json!({"number": "x", "flag": "yes"})
    );
    assert_eq!(
        read("<number/><flag></flag><text/>"),
        json!({"number": null, "flag": null, "text": ""})
    );
}

#[test]
fn a_text_is_unchanged() {
    for text in [
        "",
        " a \n b\t",
        "a\r\nb\rc",
        "<&>\"'",
        "]]>",
        "&amp;lt;",
        "ü漢😹",
        "true",
    ] {
        let value = json!({"text": text});
        let document = xml::write(value.value(), &SCALAR).unwrap();
        assert_eq!(read(&SCALAR, &document), value, "{document}");
    }
    static ATTRIBUTE: Member = Member::new("a", leaf("a", Content::Text).place(Place::Attribute));
    let root = document!(Member::new("a", leaf("a", Content::Text).place(Place::Attribute)));
    assert_eq!(ATTRIBUTE.element.place, Place::Attribute);
    both(
        root,
        &json!({"a": " <&>\"'\t\n\r&lt; "}),
        "<document a=\" &lt;&amp;&gt;&quot;'&#9;&#10;&#13;&amp;lt; \"></document>",
    );
}

#[test]
fn references_cdata_comments_and_instructions_are_read_as_in_xml() {
    let document = "\u{feff}<?xml version='1.0' encoding='utf-8' standalone=\"yes\"?><!-- a --><?b c?>\r\n\
        <s><text>a&lt;b&#x41;&#66;<![CDATA[<c>&amp;]]><!-- d -->e<?f?>\r\ng&apos;&quot;</text><number>1<!-- 2 -->3</number></s><!-- end -->\n";
    assert_eq!(
        read(&SCALAR, document),
        json!({"text": "a<bAB<c>&amp;e\ng'\"", "number": 13})
    );
}

/// Source: OpenAPI 3.2.0, XML Object Examples, Elements With Attributes And Text.
#[test]
fn text_beside_attributes() {
    static TABLE: Members = object(&[
        Member::new(
            "kind",
            Element::new("kind", Content::Text).place(Place::Attribute),
        ),
        Member::new("name", Element::new("name", Content::Text).place(Place::Text)).required(),
    ]);
    static ANIMAL: Element = Element::new("animal", Content::Object(&TABLE));
    static ROOT: Element = Element::new("animals", Content::List(&ANIMAL));
    both(
        &ROOT,
        &json!([{"kind": "Cat", "name": "Fluffy"}, {"kind": "Dog", "name": ""}]),
        "<animals><animal kind=\"Cat\">Fluffy</animal><animal kind=\"Dog\"></animal></animals>",
    );
}

/// Source: OpenAPI 3.2.0, XML Object Examples, Referenced Element With CDATA.
#[test]
fn cdata_is_encoded_as_cdata_and_read_without_surrounding_space() {
    let root = document!(Member::new(
        "content",
        leaf("", Content::Text).place(Place::Cdata)
    ));
    both(
        root,
        &json!({"content": "<b>a</b>"}),
        "<document><![CDATA[<b>a</b>]]></document>",
    );
    both(
        root,
        &json!({"content": "a]]>b"}),
        "<document><![CDATA[a]]]]><![CDATA[>b]]></document>",
    );
    let spaced = "<document>\n  <![CDATA[<b>]]>\n</document>";
    assert_eq!(read(root, spaced), json!({"content": "<b>"}));
    assert_eq!(read(root, "<document>a</document>"), json!({"content": "a"}));
}

/// Source: OpenAPI 3.2.0, XML Object Examples, XML With `null` Values.
#[test]
fn null_is_nil_or_an_absent_attribute() {
    static TABLE: Members = object(&[
        Member::new(
            "count",
            Element::new("count", Content::Number).place(Place::Attribute),
        )
        .required()
        .nullable(),
        Member::new(
            "rating",
            Element::new("rating", Content::Text).place(Place::Attribute),
        ),
        Member::new("related", Element::new("related", Content::Any)),
        Member::new("sizes", Element::new("size", Content::Number)).repeated(),
    ]);
    static ROOT: Element = Element::new("product", Content::Object(&TABLE));
    const NIL: &str = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>";
    both(
        &ROOT,
        &json!({"count": null, "related": null, "sizes": [1, null]}),
        &format!("<product><related{NIL}<size>1</size><size{NIL}</product>"),
    );
    let other = "<product count='1'><related xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'></related></product>";
    assert_eq!(read(&ROOT, other), json!({"count": 1, "related": null}));
}

#[test]
fn a_map_has_an_element_for_each_key() {
    static NUMBERS: Member = Member::new("", Element::new("", Content::Number));
    static LISTS: Member = Member::new("", Element::new("", Content::Text)).repeated();
    static MAP: Members = Members {
        members: &[],
        rest: Some(&NUMBERS),
    };
    static MAP_OF_LISTS: Members = Members {
        members: &[],
        rest: Some(&LISTS),
    };
    static ROOT: Element = Element::new("map", Content::Object(&MAP));
    static LISTED: Element = Element::new("map", Content::Object(&MAP_OF_LISTS));
    both(&ROOT, &json!({"a": 1, "b": 2}), "<map><a>1</a><b>2</b></map>");
    both(
        &LISTED,
        &json!({"a": ["1", "2"], "b": ["3"]}),
        "<map><a>1</a><a>2</a><b>3</b></map>",
    );
    assert_eq!(
        read(&ROOT, "<map c='1' xmlns='urn:d'><a>1</a></map>"),
        json!({"a": 1})
    );
}

#[test]
fn unknown_nodes_are_kept_and_sent_back_unchanged() {
    both(
        &SCALAR,
        &json!({"text": "a", "@lang": "en", "more": ["1", {"@x": "2", "y": "3"}], "#text": "b"}),
        "<s lang=\"en\">b<more>1</more><more x=\"2\"><y>3</y></more><text>a</text></s>",
    );
    static CLOSED: Members = Members {
        members: &[Member::new("a", Element::new("a", Content::Text))],
        rest: None,
    };
    static ROOT: Element = Element::new("r", Content::Object(&CLOSED));
    assert_eq!(
        read(&ROOT, "<r x='1'>text<a>b<i>c</i></a><d><e/></d></r>"),
        json!({"a": "b"})
    );
}

#[test]
fn a_table_may_be_recursive() {
    static NODE: Members = object(&[
        Member::new("name", Element::new("name", Content::Text)),
        Member::new("nodes", Element::new("node", Content::Object(&NODE))).repeated(),
    ]);
    static ROOT: Element = Element::new("node", Content::Object(&NODE));
    both(
        &ROOT,
        &json!({"name": "a", "nodes": [{"name": "b"}, {"nodes": [{"name": "c"}]}]}),
        "<node><name>a</name><node><name>b</name></node><node><node><name>c</name></node></node></node>",
    );
    assert_eq!(format!("{ROOT:?}"), "Element(\"node\")");
}

#[test]
fn a_prefix_is_declared_once_and_reused_in_its_scope() {
    static TABLE: Members = object(&[
        Member::new("id", Element::new("id", Content::Number)),
        Member::new(
            "title",
            Element::new("title", Content::Text).within("smp", "urn:schema"),
        ),
        Member::new(
            "author",
            Element::new("author", Content::Text).within("ns2", "urn:ns2"),
        ),
        Member::new("short", Element::new("short", Content::Text).within("smp", "")),
        Member::new("lone", Element::new("lone", Content::Text).within("who", "")),
        Member::new(
            "at",
            Element::new("at", Content::Text)
                .within("t", "urn:t")
                .place(Place::Attribute),
        ),
    ]);
    static ROOT: Element = Element::new("book", Content::Object(&TABLE)).within("smp", "urn:schema");
    both(
        &ROOT,
        &json!({"id": 1, "title": "T", "author": "A", "short": "S", "lone": "L", "at": "x"}),
        "<smp:book xmlns:smp=\"urn:schema\" xmlns:t=\"urn:t\" t:at=\"x\"><ns2:author xmlns:ns2=\"urn:ns2\">A</ns2:author>\
         <id>1</id><lone>L</lone><smp:short>S</smp:short><smp:title>T</smp:title></smp:book>",
    );
    static PLAIN: Element = Element::new("s", Content::Object(&SCALARS)).within("", "urn:default");
    both(
        &PLAIN,
        &json!({"text": "a"}),
        "<s xmlns=\"urn:default\"><text>a</text></s>",
    );
}
