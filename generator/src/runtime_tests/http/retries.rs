//! When and after how long an attempt is repeated: the pure part.

use crate::runtime::http::RetryPolicy;
use crate::runtime::http::engine::date::parse_date;
use crate::runtime::http::engine::retry::{Budget, Outcome, retry_after};
use http::{HeaderMap, HeaderValue, StatusCode};
use std::time::{Duration, UNIX_EPOCH};

fn seconds(text: &str) -> Option<u64> {
    parse_date(text).map(|date| date.duration_since(UNIX_EPOCH).unwrap().as_secs())
}

#[test]
fn dates_in_the_three_forms_of_http() {
    // RFC 9110, section 5.6.7; the numbers are what `date -u -d … +%s` prints.
    for (text, expected) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sun Nov  6 08:49:37 1994", 784_111_777),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799),
        ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
        ("Fri, 31 Dec 2100 00:00:00 GMT", 4_133_894_400),
        ("Sat, 01 Jan 2101 00:00:00 GMT", 4_133_980_800),
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
    ] {
        assert_eq!(seconds(text), Some(expected), "{text}");
    }
    for text in [
        "",
        "soon",
        "-1",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Wed, 29 Feb 2023 00:00:00 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1960 08:49:37 GMT",
        "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
    ] {
        assert_eq!(seconds(text), None, "{text}");
    }
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let now = UNIX_EPOCH + Duration::from_secs(784_111_700);
    for (value, expected) in [
        ("120", Some(120)),
        (" 0 ", Some(0)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(77)),
        ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
        ("99999999999999999999999", Some(u64::MAX)),
        ("-1", None),
        ("1.5", None),
        ("", None),
        ("tomorrow", None),
    ] {
        let headers = HeaderMap::from_iter([(http::header::RETRY_AFTER, HeaderValue::from_static(value))]);
        assert_eq!(
            retry_after(&headers, now),
            expected.map(Duration::from_secs),
            "{value:?}"
        );
    }
    assert_eq!(retry_after(&HeaderMap::new(), now), None);
}

#[test]
fn only_safe_attempts_are_retried() {
    let policy = RetryPolicy::safe();
    let allows = |idempotent, outcome| policy.allows(1, idempotent, outcome, true);
    for status in [408, 429, 502, 503, 504] {
        let outcome = Outcome::Status(StatusCode::from_u16(status).unwrap());
        assert!(allows(true, outcome) && !allows(false, outcome), "{status}");
    }
    for status in [200, 204, 301, 400, 401, 404, 409, 500, 501, 599] {
        let outcome = Outcome::Status(StatusCode::from_u16(status).unwrap());
        assert!(!allows(true, outcome) && !allows(false, outcome), "{status}");
    }
    assert!(allows(true, Outcome::NothingSent) && allows(false, Outcome::NothingSent));
    assert!(allows(true, Outcome::Broken) && !allows(false, Outcome::Broken));
    assert!(!allows(true, Outcome::Final));
    assert!(
        policy.allows(2, true, Outcome::Broken, false) && !policy.allows(3, true, Outcome::Broken, false)
    );
    assert!(!RetryPolicy::none().allows(1, true, Outcome::NothingSent, false));
}

#[test]
fn a_server_that_asks_for_another_attempt_gets_it_only_if_the_policy_says_so() {
    let policy = RetryPolicy::when_asked();
    let allows = |idempotent, outcome, asked| policy.allows(1, idempotent, outcome, asked);
    for status in [429, 503] {
        let outcome = Outcome::Status(StatusCode::from_u16(status).unwrap());
        assert!(
            allows(false, outcome, true) && !allows(false, outcome, false),
            "{status}"
        );
        assert!(!policy.allows(3, false, outcome, true), "{status}");
    }
    // No other outcome is repeated more often than under the default policy.
    for status in [200, 400, 408, 500, 502, 504] {
        let outcome = Outcome::Status(StatusCode::from_u16(status).unwrap());
        assert!(!allows(false, outcome, true), "{status}");
    }
    assert!(!allows(false, Outcome::Broken, true));
}

#[test]
fn pauses_double_up_to_a_cap_with_full_jitter() {
    let policy = RetryPolicy::safe().backoff(Duration::from_millis(100), Duration::from_millis(350));
    let longest = |attempt| policy.pause(attempt, None, u64::MAX).unwrap().as_millis();
    assert_eq!(
        [longest(1), longest(2), longest(3), longest(40), longest(u32::MAX)],
        [100, 200, 350, 350, 350]
    );
    assert_eq!(policy.pause(3, None, 0), Some(Duration::ZERO));
    assert_eq!(policy.pause(1, None, u64::MAX / 2).unwrap().as_millis(), 50);
}

#[test]
fn retry_after_is_obeyed_up_to_a_limit() {
    let asked = |seconds| RetryPolicy::safe().pause(1, Some(Duration::from_secs(seconds)), 1);
    assert_eq!(asked(60), Some(Duration::from_secs(60)));
    assert_eq!(asked(61), None);
}

#[test]
fn the_retry_budget_runs_out_and_is_refilled() {
    let budget = Budget::default();
    assert_eq!((0..1000).filter(|_| budget.take()).count(), 100);
    (0..9).for_each(|_| budget.earn());
    assert!(!budget.take());
    budget.earn();
    assert!(budget.take() && !budget.take());
}
