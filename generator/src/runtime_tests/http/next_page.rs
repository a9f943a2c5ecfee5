//! The place of the next page: paths in JSON, links of RFC 8288 and references of RFC 3986.

use crate::runtime::http::pages::{link, path, reference};
use http::{HeaderMap, HeaderValue, Uri};

#[test]
fn places_in_json() {
    let body = r#"{"a":{"b":[1,{"c":"x\ny"}],"d":null,"":3},"e":[]}"#.as_bytes();
    let find = |path| path::find(body, path).unwrap();
    assert_eq!(
        find("$.a.b[-1].c").and_then(path::scalar).as_deref(),
        Some("x\ny")
    );
    assert_eq!(
        (find("$.a.b"), find("$.a.d"), find("$.a.x"), find("$.a.b.c")),
        (Some(r#"[1,{"c":"x\ny"}]"#), None, None, None)
    );
    assert_eq!(
        (
            find("$.e[-1]"),
            find("$.a[-1]"),
            find("$.e").and_then(path::count)
        ),
        (None, None, Some(0))
    );
    assert_eq!(path::find(b"\xef\xbb\xbf [7]", "$[-1]"), Ok(Some("7")));
    for broken in ["{", "{\"a\":", "\u{0}"] {
        let found = path::find(broken.as_bytes(), "$.a");
        assert!(matches!(found, Err(path::NoJson) | Ok(None)), "{broken:?}");
    }
    assert_eq!(path::find(b"\xff", "$"), Err(path::NoJson));
    let scalars = ["7", "-1.5e3", "\"\"", "true", "[]", "{}", ""].map(path::scalar);
    assert_eq!(
        scalars,
        [
            Some("7".to_owned()),
            Some("-1.5e3".to_owned()),
            None,
            None,
            None,
            None,
            None
        ]
    );
}

#[test]
fn links_of_rfc_8288() {
    let next = |values: &[&'static str]| {
        let mut headers = HeaderMap::new();
        values.iter().for_each(|value| {
            assert!(headers.append("link", HeaderValue::from_static(value)) || headers.len() == 1)
        });
        link::next(&headers).map(str::to_owned)
    };
    for (value, expected) in [
        (r#"<a>; rel="next""#, Some("a")),
        (r#"<a>;rel=next"#, Some("a")),
        (r#"<a> ; REL = "next""#, Some("a")),
        (r#"<a>; rel="prev next""#, Some("a")),
        (r#"<a>; rel="prev", <b>; rel="next""#, Some("b")),
        (
            r#"<a,b;c>; title="x, <y>; rel=next"; rel=prev, <d>; rel=next"#,
            Some("d"),
        ),
        (r#"<a>; rel=prev; rel=next"#, None),
        (r#"<a>; rel="nextish""#, None),
        (r#"<a>"#, None),
        (r#"<a>; rel"#, None),
        (r#"<a"#, None),
        (r#"<a>; rel="next"#, None),
        (r#"<a>; title="a \"b\", <c>"; rel=next"#, Some("a")),
        (r##"<a>; rel=next; anchor="#part""##, None),
        (r##"<a>; anchor="/other"; rel=next, <b>; rel=next"##, Some("b")),
        ("", None),
    ] {
        assert_eq!(next(&[value]).as_deref(), expected, "{value}");
    }
    assert_eq!(next(&["<a>; rel=prev", "<b>; rel=next"]).as_deref(), Some("b"));
    let from: Uri = "https://h.example/a/b?c".parse().unwrap();
    let resolved = |reference| link::resolve(reference, &from).map(|uri| uri.to_string());
    assert_eq!(resolved("d?e#f").as_deref(), Some("https://h.example/a/d?e"));
    assert_eq!(resolved("x:y"), None);
    assert_eq!(resolved("http:g"), None);
    assert_eq!(
        resolved("\\\\evil.example\\x").as_deref(),
        Some("https://h.example/a/%5C%5Cevil.example%5Cx")
    );
    assert_eq!(
        resolved("/é?{\"a\":1}").as_deref(),
        Some("https://h.example/%C3%A9?%7B%22a%22:1%7D")
    );
    assert_eq!(
        resolved("/.//evil.example/").as_deref(),
        Some("https://h.example//evil.example/")
    );
    for refused in [
        "a b",
        "a\nb",
        "//evil.example\\@h.example/",
        "https:///",
        "https://",
    ] {
        assert_eq!(resolved(refused), None, "{refused:?}");
    }
    assert_eq!(resolved("//h.example/z").as_deref(), Some("https://h.example/z"));
}

/// All examples of sections 5.4.1 and 5.4.2; `http:g` as a strict parser reads it.
#[test]
fn references_are_resolved_as_in_rfc_3986() {
    let examples = [
        ("g:h", "g:h"),
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"),
        ("g#s", "http://a/b/c/g#s"),
        ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"),
        ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../", "http://a/"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"),
        ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/./x", "http://a/b/c/g?y/./x"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("g#s/./x", "http://a/b/c/g#s/./x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"),
        ("http:g", "http:g"),
    ];
    assert_eq!(examples.len(), 42);
    for (reference, expected) in examples {
        assert_eq!(
            reference::resolve(reference, "http://a/b/c/d;p?q"),
            expected,
            "{reference:?}"
        );
    }
    // Without a path, and with other spellings of dots.
    assert_eq!(reference::resolve("g", "http://a?q"), "http://a/g");
    assert_eq!(reference::resolve("%2E./%2e/g", "http://a/b/c/d"), "http://a/b/g");
}
