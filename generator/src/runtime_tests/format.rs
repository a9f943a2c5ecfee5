//! The valid and invalid texts of each format, and the methods of its type.

use crate::runtime::format::{Base64, Date, DateTime, Decimal, Duration, Ipv4, Ipv6, Uri, Uuid};
use crate::runtime::json::{Check, Format, Path, Schema, validate};

/// Asserts valid and invalid texts of a format.
fn judge(format: Format, right: &[&str], wrong: &[&str]) {
    for text in right {
        assert!(format.allows(text), "{} refuses {text:?}", format.name());
    }
    for text in wrong {
        assert!(!format.allows(text), "{} takes {text:?}", format.name());
    }
}

#[test]
fn dates_and_times_are_those_of_rfc_3339() {
    judge(
        Format::Date,
        &["2026-01-31", "2024-02-29", "2000-02-29", "0000-01-01"],
        &[
            "2026-1-31",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-01-31T",
            "২026-01-31",
            "",
        ],
    );
    judge(
        Format::DateTime,
        &[
            "2026-01-31T12:00:00Z",
            "2026-01-31t12:00:00.123456789z",
            "1990-12-31T15:59:60-08:00",
            "2026-01-31T12:00:00+23:59",
        ],
        &[
            "2026-01-31 12:00:00Z",
            "2026-01-31T12:00:00",
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:60:00Z",
            "2026-01-31T12:00:00.Z",
            "2026-01-31T12:00:60Z",
            "2026-01-31T12:00Z",
            "2026-01-31T12:00:00+0100",
            "2026-02-30T12:00:00Z",
        ],
    );
    judge(
        Format::Time,
        &[
            "00:00:00Z",
            "23:59:60Z",
            "00:29:60+00:30",
            "15:59:60-08:00",
            "08:30:06.283185Z",
        ],
        &[
            "12:00:00",
            "22:59:60Z",
            "23:59:61Z",
            "1:00:00Z",
            "12:00:00+24:00",
            "12:00:00+01:60",
            "12:00:00.Z",
        ],
    );
    judge(
        Format::Duration,
        &[
            "P1Y2M3DT4H5M6S",
            "P1W",
            "PT0S",
            "P4DT12H",
            "PT1.5S",
            "P1M",
            "PT1M",
        ],
        &[
            "P", "PT", "P1", "1D", "P1D2H", "P2S", "P1YT", "P2D1Y", "P1Y2W", "P1Y1D", "PT1H5S", "PT1.5H",
            "PT1.S", "-P1D",
        ],
    );
}

#[test]
fn identifiers_numbers_and_bytes() {
    judge(
        Format::Uuid,
        &[
            "9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e",
            "00000000-0000-0000-0000-000000000000",
            "9B2F6F0E-6A0C-4A3F-9D8E-0A4B8F4D1C2E",
        ],
        &[
            "9b2f6f0e6a0c4a3f9d8e0a4b8f4d1c2e",
            "{9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e}",
            "9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2",
            "9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2g",
        ],
    );
    judge(
        Format::Decimal,
        &["0", "-12.50", "1e9", "1.0E-3", "00.1"],
        &["", "-", ".5", "1.", "+1", "1e", "1,5", "NaN", "0x1"],
    );
    judge(
        Format::Base64,
        &["", "Zg==", "Zm8=", "Zm9v", "+/+/"],
        &["Z", "Zg", "Zg=", "Zm9", "Zm9v=", "Zm-_", "Zm9v\n", "Zg==Zg=="],
    );
}

#[test]
fn addresses_and_references() {
    judge(
        Format::Ipv4,
        &["192.0.2.1", "0.0.0.0", "255.255.255.255"],
        &[
            "192.0.2",
            "192.0.2.256",
            "192.0.02.1",
            "192.0.2.1.5",
            "192.0.2.",
            "99999999999.0.0.0",
            "1.2.3.4/24",
        ],
    );
    judge(
        Format::Ipv6,
        &[
            "::",
            "::1",
            "1::",
            "2001:db8::1",
            "1:2:3:4:5:6:7:8",
            "::ffff:192.0.2.1",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
        ],
        &[
            "",
            ":",
            "1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3",
            "12345::",
            "::1%eth0",
            "1.2.3.4",
            "1:2:3:4:5:6:7:8::",
            "1:2:3:4:5:6:7:1.2.3.4",
            "::1/64",
            ":1::",
            "1:::2",
            "1:",
        ],
    );
    judge(
        Format::Uri,
        &[
            "https://example.com/",
            "http://user:pw@[2001:db8::1]:80/a;b?c=d#e",
            "urn:oid:1.2",
            "mailto:a@b.c",
            "x:",
            "file:///etc/hosts",
            "http://a/%C3%A4",
        ],
        &[
            "",
            "/pets",
            "example.com",
            "http://a b",
            "http://a/ä",
            "http://a/%zz",
            "http://a:x/",
            "http://[::1/",
            "1x:a",
            "http://a/[b]",
            "http://a\\b",
            "http://a@b@c/",
        ],
    );
    judge(
        Format::UriReference,
        &[
            "",
            "/pets",
            "../pets?limit=1",
            "#frag",
            "//host/x",
            "https://example.com/",
            "a@b",
            "?q",
            "./a:b",
        ],
        &["1a:b", "a b", "\\", "#a#b", "%", "//a:b/"],
    );
}

#[test]
fn the_standard_library_agrees_on_addresses() {
    let texts = [
        "1.2.3.4",
        "01.2.3.4",
        "1.2.3",
        "::",
        "1::8",
        "a:b",
        "1:2:3:4:5:6:7:8",
        "::1.2.3.4",
        "1::1.2.3.400",
        "g::",
        "::12345",
    ];
    for text in texts {
        assert_eq!(
            Format::Ipv4.allows(text),
            text.parse::<std::net::Ipv4Addr>().is_ok(),
            "{text}"
        );
        assert_eq!(
            Format::Ipv6.allows(text),
            text.parse::<std::net::Ipv6Addr>().is_ok(),
            "{text}"
        );
    }
}

#[test]
fn a_literal_is_checked_by_the_compiler_and_a_text_by_parse() {
    const BIRTHDAY: Date = Date::from_static("2026-01-31");
    assert_eq!(BIRTHDAY.as_str(), "2026-01-31");
    let error = "tomorrow".parse::<Date>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"tomorrow\" is not a valid Date: it must have the format date"
    );
    // The error names the missing part.
    let error = "12:00:00".parse::<crate::runtime::format::Time>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"12:00:00\" is not a valid Time: it must have the format time, which ends in an offset from UTC: 12:00:00Z or 12:00:00+02:00"
    );
}

#[test]
fn any_text_is_received_and_sent_back_unchanged() {
    let odd: DateTime = serde_json::from_str("\"2026-01-31 12:00\"").unwrap();
    assert_eq!(serde_json::to_string(&odd).unwrap(), "\"2026-01-31 12:00\"");
    let mut found = Vec::new();
    validate(odd.value(), &Check::NONE, Path::Root("$"), &mut found);
    assert!(found.is_empty(), "{found:?}");
    let kept: Decimal = serde_json::from_str("\"10.00000000000000000000\"").unwrap();
    assert_eq!(kept.as_str(), "10.00000000000000000000");
}

#[test]
fn base64_gives_the_bytes() {
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("\u{3ff}", "z78="),
    ] {
        let encoded = Base64::encode(bytes.as_bytes());
        assert_eq!(
            (encoded.as_str(), encoded.decode().unwrap()),
            (text, bytes.as_bytes().to_vec())
        );
        assert!(Format::Base64.allows(text));
    }
    let received = |text: &str| serde_json::from_value::<Base64>(text.into()).unwrap().decode();
    assert_eq!(received("Zm9v\r\nYg").unwrap(), b"foob");
    for (text, at) in [("Z", 1), ("Zm9v!", 4), ("Zg==Zg", 4), ("Zm-v", 2)] {
        assert_eq!(
            received(text).unwrap_err().to_string(),
            format!("invalid Base64 at byte {at}"),
            "{text}"
        );
    }
}

#[test]
fn conversions_to_types_of_other_crates() {
    let moment: DateTime = "2026-01-31T12:00:00.5+01:00".parse().unwrap();
    let with_jiff = ::jiff::Timestamp::try_from(&moment).unwrap();
    assert_eq!(DateTime::from(with_jiff).as_str(), "2026-01-31T11:00:00.5Z");
    let with_chrono = ::chrono::DateTime::<::chrono::Utc>::try_from(&moment).unwrap();
    assert_eq!(DateTime::from(with_chrono).as_str(), "2026-01-31T11:00:00.500Z");
    let with_offset = ::chrono::DateTime::<::chrono::FixedOffset>::try_from(&moment).unwrap();
    assert_eq!(
        DateTime::from(with_offset).as_str(),
        "2026-01-31T12:00:00.500+01:00"
    );
    let day = Date::from_static("2026-01-31");
    assert_eq!(Date::from(::jiff::civil::Date::try_from(&day).unwrap()), day);
    assert_eq!(Date::from(::chrono::NaiveDate::try_from(&day).unwrap()), day);
    let span = Duration::from_static("P1DT12H");
    assert_eq!(Duration::from(::jiff::Span::try_from(&span).unwrap()), span);
    let id = Uuid::from_static("9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e");
    assert_eq!(Uuid::from(::uuid::Uuid::try_from(&id).unwrap()), id);
    let address = Ipv6::from(std::net::Ipv6Addr::LOCALHOST);
    assert_eq!(
        std::net::Ipv6Addr::try_from(&address),
        Ok(std::net::Ipv6Addr::LOCALHOST)
    );
    assert_eq!(
        std::net::Ipv4Addr::try_from(&Ipv4::from_static("192.0.2.1")),
        Ok([192, 0, 2, 1].into())
    );
    let wrong: Uri = serde_json::from_str("\"no uri\"").unwrap();
    assert_eq!(wrong.to_string(), "no uri");
}
