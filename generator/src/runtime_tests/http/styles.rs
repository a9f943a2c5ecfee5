//! Styles: OpenAPI's table, and values that no style supports.

use crate::runtime::http::request::style::{Flat, Unwritable, flatten, pairs, write};
use crate::runtime::http::{Location, Parameter, Style};
use crate::runtime::json::Schema;
use serde_json::{Value, json};

/// A parameter in its place: the text in a path or header, or the query without `?`.
pub(super) fn written(parameter: &Parameter, value: &Value) -> Result<String, Unwritable> {
    let Some(flat) = flatten(value.value(), parameter.style, parameter.explode)? else {
        return Ok(String::new());
    };
    flat_written(parameter, &flat)
}

fn flat_written(parameter: &Parameter, flat: &Flat<'_>) -> Result<String, Unwritable> {
    match parameter.location {
        Location::Path | Location::Header => {
            let mut text = String::new();
            write(&parameter.rule(), flat, &mut text).map(|()| text)
        }
        Location::Query | Location::QueryString | Location::Cookie => {
            let mut all = Vec::new();
            pairs(&parameter.rule(), flat, |name, value| {
                all.push(format!("{name}={value}"))
            })?;
            Ok(all.join("&"))
        }
    }
}

/// The table of OpenAPI 3.0.4, Style Examples, with the percent-encoding of 3.0.4. `-` is undefined in OpenAPI.
#[test]
fn every_style_follows_the_table_of_openapi() {
    use Style::{Cookie, DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};
    let rows: [(Style, bool, [&str; 4]); 14] = [
        // OpenAPI 3.2.0, section 4.12.6; here `&` is between pairs in place of `; `.
        (
            Cookie,
            true,
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
        (
            Cookie,
            false,
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            Matrix,
            false,
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            Matrix,
            true,
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            Label,
            false,
            [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            Label,
            true,
            [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            Simple,
            false,
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Simple,
            true,
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
        (
            Form,
            false,
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            Form,
            true,
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
        (
            SpaceDelimited,
            false,
            [
                "-",
                "-",
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (
            PipeDelimited,
            false,
            [
                "-",
                "-",
                "color=blue%7Cblack%7Cbrown",
                "color=R%7C100%7CG%7C200%7CB%7C150",
            ],
        ),
        (
            DeepObject,
            true,
            [
                "-",
                "-",
                "-",
                "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
        (
            DeepObject,
            false,
            [
                "-",
                "-",
                "-",
                "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
    ];
    let flats = [
        Flat::One("".into()),
        Flat::One("blue".into()),
        Flat::Many(["blue", "black", "brown"].map(Into::into).into()),
        Flat::Pairs(
            [("R", "100"), ("G", "200"), ("B", "150")]
                .map(|(k, v)| (k.into(), v.into()))
                .into(),
        ),
    ];
    for (style, explode, expected) in rows {
        for (flat, expected) in flats.iter().zip(expected) {
            let parameter = match style {
                Matrix | Label | Simple => Parameter::path("color"),
                Form | SpaceDelimited | PipeDelimited | DeepObject | Style::Json | Style::Text => {
                    Parameter::query("color")
                }
                Style::Cookie => Parameter::cookie("color"),
            };
            let parameter = parameter.style(style).explode(explode);
            let got = flat_written(&parameter, flat);
            let got = got.unwrap_or_else(|_| "-".to_owned());
            assert_eq!(got, expected, "{style:?} explode={explode} {flat:?}");
        }
    }
}

#[test]
fn every_octet_except_unreserved_ones_is_escaped() {
    let hostile = json!(" %:/?#[]@!$&'()*+,;=😹-._~\\\r\n\0");
    let escaped = "%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%F0%9F%98%B9-._~%5C%0D%0A%00";
    assert_eq!(written(&Parameter::path("p"), &hostile).unwrap(), escaped);
    assert_eq!(
        written(&Parameter::query("p"), &hostile).unwrap(),
        format!("p={escaped}")
    );
    assert_eq!(
        written(&Parameter::query("a b&c"), &json!("x")).unwrap(),
        "a%20b%26c=x"
    );
    assert_eq!(
        written(&Parameter::header("X"), &json!("a b%/😹")).unwrap(),
        "a b%/😹"
    );
}

#[test]
fn allowed_reserved_characters_are_kept_unless_they_would_end_the_value() {
    let parameter = Parameter::query("q").allow_reserved();
    assert_eq!(
        written(&parameter, &json!(":/?#[]@!$&'()*+,;= %41%zz%")).unwrap(),
        "q=:/?%23%5B%5D@!$%26'()*%2B,;=%20%41%25zz%25"
    );
}

/// OpenAPI 3.2 allows reserved characters wherever values are percent-encoded.
#[test]
fn allowed_reserved_characters_are_kept_in_paths_and_cookies() {
    let text = json!(":/?#[]@!$&'()*+,;= %2F%zz%");
    assert_eq!(
        written(&Parameter::path("p").allow_reserved(), &text).unwrap(),
        ":%2F%3F%23%5B%5D@!$&'()*+,;=%20%2F%25zz%25"
    );
    assert_eq!(
        written(&Parameter::cookie("c").allow_reserved(), &text).unwrap(),
        "c=:/?%23%5B%5D@!$&'()*+%2C%3B=%20%2F%25zz%25"
    );
}

/// The caller escapes values for the style `cookie`, as RFC 6265 has no escapes.
#[test]
fn a_cookie_without_escapes_has_only_the_characters_of_cookies() {
    let cookie = Parameter::cookie("c").style(Style::Cookie);
    assert_eq!(written(&cookie, &json!("a%20b=/c")).unwrap(), "c=a%20b=/c");
    for value in [
        json!("a b"),
        json!("a;b"),
        json!("é"),
        json!(["a", "b,c"]),
        json!({"a": "\""}),
    ] {
        assert_eq!(written(&cookie, &value), Err(Unwritable::NoCookie), "{value}");
    }
}

#[test]
fn numbers_booleans_and_null_are_encoded_as_in_json() {
    for (value, expected) in [
        (json!(9_007_199_254_740_993_i64), "p=9007199254740993"),
        (json!(u64::MAX), "p=18446744073709551615"),
        (json!(-3), "p=-3"),
        (json!(1.0), "p=1"),
        (json!(0.1), "p=0.1"),
        (json!(true), "p=true"),
        (json!(null), ""),
        (json!([1, null, "x"]), "p=1&p=x"),
        (json!({"a": null, "b": false}), "b=false"),
        (json!([]), ""),
        (json!({}), ""),
    ] {
        assert_eq!(
            written(&Parameter::query("p"), &value).unwrap(),
            expected,
            "{value}"
        );
    }
}

/// `content` with a JSON media type: RFC 8259 text in each place, as that place allows it.
#[test]
fn content_parameters_are_json() {
    let object = json!({"a": [1, {"b": "c, é😹\n"}]});
    let escaped = "%7B%22a%22%3A%5B1%2C%7B%22b%22%3A%22c%2C%20%C3%A9%F0%9F%98%B9%5Cn%22%7D%5D%7D";
    let named = format!("p={escaped}");
    let ascii = r#"{"a":[1,{"b":"c, \u00e9\ud83d\ude39\n"}]}"#;
    let json = Style::Json;
    for (parameter, value, expected) in [
        (Parameter::path("p"), &object, escaped),
        (Parameter::query("p"), &object, &named),
        (Parameter::query("p").explode(false), &object, &named),
        (
            Parameter::query("p").allow_reserved(),
            &json!([1, 2]),
            "p=%5B1,2%5D",
        ),
        (Parameter::cookie("p"), &object, &named),
        (Parameter::header("p"), &object, ascii),
        (Parameter::query("p"), &json!("blue"), "p=%22blue%22"),
        (Parameter::header("p"), &json!("blue"), "\"blue\""),
        (Parameter::path("p"), &json!(""), "%22%22"),
        (Parameter::query("p"), &json!([]), "p=%5B%5D"),
        (Parameter::query("p"), &json!({}), "p=%7B%7D"),
        (Parameter::query("p"), &json!(null), "p=null"),
        (Parameter::query("p"), &json!(2.5), "p=2.5"),
    ] {
        let parameter = parameter.style(json);
        assert_eq!(written(&parameter, value).unwrap(), expected, "{parameter:?}");
        let read = written(&parameter.explode(false), value).unwrap();
        assert_eq!(read, expected, "explode doesn't apply");
    }
    let read: Value = serde_json::from_str(ascii).unwrap();
    assert_eq!(read, object, "escaped, it is the same JSON");
}

/// `content` with another media type: the plain text, escaped where a URL requires it. A cookie has no escapes.
#[test]
fn content_parameters_of_other_media_types_are_text() {
    let text = Style::Text;
    for (parameter, value, expected) in [
        (Parameter::path("p"), json!("a b/c"), Ok("a%20b%2Fc")),
        (Parameter::query("p"), json!("a&b=c"), Ok("p=a%26b%3Dc")),
        (Parameter::header("p"), json!("a b/c, d"), Ok("a b/c, d")),
        (Parameter::cookie("p"), json!("a=b%20/c"), Ok("p=a=b%20/c")),
        (Parameter::cookie("p"), json!(12), Ok("p=12")),
        (Parameter::cookie("p"), json!("a b"), Err(Unwritable::NoCookie)),
        (Parameter::cookie("p"), json!("a;b=c"), Err(Unwritable::NoCookie)),
        (Parameter::cookie("p"), json!("a\r\nb"), Err(Unwritable::NoCookie)),
    ] {
        let got = written(&parameter.style(text), &value);
        assert_eq!(got, expected.map(str::to_owned), "{value}");
    }
}

/// The name of a cookie is a token and isn't escaped; the key of an exploded object is always escaped.
#[test]
fn names_of_cookies_are_not_escaped() {
    let parameter = Parameter::cookie("a$b|c");
    assert_eq!(written(&parameter, &json!("d e")).unwrap(), "a$b|c=d%20e");
    let exploded = written(&Parameter::cookie("p"), &json!({"k;x": "v"})).unwrap();
    assert_eq!(exploded, "k%3Bx=v");
}

#[test]
fn nested_values_have_no_style() {
    for value in [
        json!([[1]]),
        json!({"a": {"b": 1}}),
        json!({"a": [[1]]}),
        json!([{"a": 1}]),
    ] {
        assert_eq!(
            written(&Parameter::query("p"), &value),
            Err(Unwritable::Nested),
            "{value}"
        );
    }
    // A list in an exploded object repeats its name.
    let object = json!({"a": [1, "b c", null], "d": 2, "e": []});
    assert_eq!(
        written(&Parameter::query("p"), &object).unwrap(),
        "a=1&a=b%20c&d=2"
    );
    let joined = Parameter::query("p").explode(false);
    assert_eq!(written(&joined, &object), Err(Unwritable::Nested));
}
