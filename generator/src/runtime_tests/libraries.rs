//! Types of other crates as the types of fields.

// The macros define more members than a test uses.
#![allow(dead_code)]

use std::fmt::Debug;

use serde_json::json;

use crate::runtime::format;
use crate::runtime::json::{Schema, Value, decode, leaf, try_encode};
use crate::runtime::macros::object;

object! {
    pub struct Event: new {
        pub day: format::chrono::Date = required "day",
        pub at: Option<format::jiff::DateTime> = optional "at",
        pub opens: Option<format::time::Time> = optional "opens",
        pub lasts: Option<Option<format::jiff1::Duration>> = tristate(lasts_null) "lasts",
        pub id: Option<format::uuid::Uuid> = optional "id",
        pub page: Option<format::url::Uri> = optional "page",
        pub price: Option<format::rust_decimal::Decimal> = optional "price",
        pub prices: Option<Vec<format::rust_decimal::Decimal>> = optional "prices",
        pub password: Option<format::secrecy::Password> = optional "password" secret,
    }
}

#[test]
fn an_object_is_read_and_written_with_types_of_libraries() {
    let json = json!({
        "day": "2026-01-31",
        "at": "2026-01-31T12:00:00Z",
        "opens": "08:30:00Z",
        "lasts": "PT1H",
        "id": "9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e",
        "page": "https://example.com/a",
        "price": "12.50",
        "prices": ["1", "0.10"],
        "password": "hunter2",
    });
    let event: Event = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(event.opens, ::time::Time::from_hms(8, 30, 0).ok());
    assert_eq!(
        event.page.as_ref().and_then(|page| page.host_str()),
        Some("example.com")
    );
    assert_eq!(serde_json::to_value(&event).unwrap(), json);
    let debug = format!("{event:?}");
    assert!(
        debug.contains("2026-01-31T12:00:00Z") && !debug.contains("hunter2"),
        "{debug}"
    );
    let made = Event::new(::chrono::NaiveDate::from_ymd_opt(2026, 1, 31).unwrap())
        .at(::jiff::Timestamp::UNIX_EPOCH)
        .lasts(::jiff1::Span::new().hours(1))
        .password(::secrecy::SecretString::from("hunter2"));
    assert_eq!(
        serde_json::to_value(&made).unwrap(),
        json!({"day": "2026-01-31", "at": "1970-01-01T00:00:00Z", "lasts": "PT1H", "password": "hunter2"})
    );
}

#[test]
fn another_text_is_an_error_with_its_place() {
    let mut event = Event::placeholder();
    let error = decode(br#"{"day": "tomorrow"}"#, event.slot()).unwrap_err();
    assert_eq!(error.path(), "$.day");
    assert!(error.message().starts_with("\"tomorrow\" is refused"), "{error}");
    let error = decode(br#"{"day": "2026-01-31", "price": "a lot"}"#, event.slot()).unwrap_err();
    assert_eq!(error.path(), "$.price");
    assert!(serde_json::from_value::<Event>(json!({"day": 5})).is_err());
}

#[test]
fn a_value_that_the_format_lacks_is_not_sent() {
    let event = Event::new(::chrono::NaiveDate::MAX);
    let error = try_encode(event.value()).unwrap_err().to_string();
    assert!(error.contains("the format date can't represent"), "{error}");
}

/// Asserts the texts that a type reads, and what it writes in their place.
fn judge<T: Schema + Debug + 'static>(texts: &[(&str, &str)], refused: &[&str]) {
    let read = |text: &str| {
        let mut value = T::placeholder();
        decode(serde_json::to_string(text).unwrap().as_bytes(), value.slot()).map(|()| value)
    };
    for (text, written) in texts {
        let value = read(text).expect(text);
        let found = if let Value::Custom(custom) = value.value() {
            leaf(custom)
        } else {
            None
        };
        assert_eq!(found.as_deref(), Some(*written), "{value:?}");
    }
    for text in refused {
        assert!(read(text).is_err(), "{text}");
    }
}

#[test]
fn the_types_of_each_library_agree() {
    let days = [("2026-01-31", "2026-01-31")];
    let no_days = ["2026-02-30", "31.01.2026", ""];
    judge::<format::chrono::Date>(&days, &no_days);
    judge::<format::jiff::Date>(&days, &no_days);
    judge::<format::jiff1::Date>(&days, &no_days);
    judge::<format::time::Date>(&days, &no_days);
    let moments = [("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z")];
    let no_moments = ["2026-01-31T12:00:00", "2026-01-31", "now"];
    judge::<format::chrono::DateTime>(&moments, &no_moments);
    judge::<format::jiff::DateTime>(&moments, &no_moments);
    judge::<format::jiff1::DateTime>(&moments, &no_moments);
    judge::<format::time::DateTime>(&moments, &no_moments);
    let times = [
        ("12:00:00Z", "12:00:00Z"),
        ("12:00:00.5Z", "12:00:00.5Z"),
        ("00:30:00+02:00", "22:30:00Z"),
    ];
    let no_times = ["12:00", "12:00:00", "25:00:00Z", "noon"];
    judge::<format::jiff::Time>(&times, &no_times);
    judge::<format::jiff1::Time>(&times, &no_times);
    judge::<format::time::Time>(&times, &no_times);
    let times = times.map(|(text, written)| {
        (
            text,
            if written.contains('.') {
                "12:00:00.500Z"
            } else {
                written
            },
        )
    });
    judge::<format::chrono::Time>(&times, &no_times);
    let lengths = [("PT1H", "PT1H"), ("P1DT12H", "P1DT12H"), ("P1M", "P1M")];
    judge::<format::jiff::Duration>(&lengths, &["P", "1 hour of work", "PT1HM"]);
    judge::<format::jiff1::Duration>(&lengths, &["P", "1 hour of work", "PT1HM"]);
    let lengths = [
        ("PT1H", "PT3600S"),
        ("P1DT12H", "PT129600S"),
        ("PT0.250S", "PT0.25S"),
    ];
    let no_lengths = [
        "P1M",
        "P1Y",
        "P",
        "PT1.5H",
        "PT",
        "PT1",
        "1 hour",
        "PT18446744073709551616S",
    ];
    judge::<format::chrono::Duration>(&lengths, &no_lengths);
    judge::<format::time::Duration>(&lengths, &no_lengths);
    judge::<format::rust_decimal::Decimal>(
        &[("12.50", "12.50"), ("1.5e2", "150")],
        &["x", "0.00000000000000000000000000000000001"],
    );
    judge::<format::url::Uri>(&[("https://example.com", "https://example.com/")], &["/a", ""]);
    judge::<format::uuid::Uuid>(
        &[(
            "9B2F6F0E-6A0C-4A3F-9D8E-0A4B8F4D1C2E",
            "9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e",
        )],
        &["9b2f"],
    );
}

#[test]
fn strings_of_formats_are_converted_by_value() {
    let moment = || format::DateTime::from_static("2026-01-31T12:00:00Z");
    let converted: ::jiff::Timestamp = moment().try_into().unwrap();
    assert_eq!(format::DateTime::from(converted), moment());
    let converted: ::chrono::DateTime<::chrono::Utc> = moment().try_into().unwrap();
    assert_eq!(format::DateTime::from(converted), moment());
    let converted: ::time::OffsetDateTime = moment().try_into().unwrap();
    assert_eq!(format::DateTime::from(converted), moment());
    let length: std::time::Duration = format::Duration::from_static("PT1.5S").try_into().unwrap();
    assert_eq!(length, std::time::Duration::from_millis(1500));
    assert_eq!(format::Duration::from(length).as_str(), "PT1.5S");
    let address: std::net::Ipv4Addr = format::Ipv4::from_static("192.0.2.1").try_into().unwrap();
    assert_eq!(address, std::net::Ipv4Addr::new(192, 0, 2, 1));
}
