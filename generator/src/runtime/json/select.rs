//! Chooses a variant of a union: the first one whose tests all hold. The tests read raw JSON without decoding it.

use crate::runtime::json::evidence::{ARRAY, BOOLEAN, FRACTION, INTEGER, NULL, OBJECT, STRING, Test};
use crate::runtime::json::scan::{Properties, first_item, unquote};
use crate::runtime::json::shape::{Literal, Variant};

/// The index of the variant to which `text`, which is valid JSON, belongs; `None` if it belongs to none.
///
/// It reads an object only as far as necessary for the decision.
pub(crate) fn choose(variants: &[Variant], text: &str) -> Option<usize> {
    let text = text.trim_ascii();
    let mut seen = Seen {
        text,
        kind: kind_of(text),
        first: None,
        more: Vec::new(),
        complete: false,
    };
    let mut properties = Properties::of(text);
    loop {
        if let Some(choice) = seen.choice(variants) {
            return choice;
        }
        let interesting = properties.find_map(|property| {
            let tests = variants.iter().flat_map(|variant| variant.tests);
            tests
                .filter_map(Test::key)
                .find(|key| *key == property.key)
                .map(|key| (key, property.value))
        });
        match interesting {
            Some(found) if seen.first.is_none() => seen.first = Some(found),
            Some(found) => seen.more.push(found),
            None if seen.complete => return None,
            None => seen.complete = true,
        }
    }
}

/// The knowledge about a value so far.
struct Seen<'a> {
    text: &'a str,
    kind: u8,
    /// The first property that a test needs, with its raw value. Usually it is the only one.
    first: Option<(&'static str, &'a str)>,
    more: Vec<(&'static str, &'a str)>,
    /// Whether all properties have been read.
    complete: bool,
}

impl Seen<'_> {
    /// The choice, once further properties can't change it: a variant, or none of them.
    fn choice(&self, variants: &[Variant]) -> Option<Option<usize>> {
        for (number, variant) in variants.iter().enumerate() {
            match self.all_hold(variant.tests) {
                Some(true) => return Some(Some(number)),
                Some(false) => {}
                None => return None,
            }
        }
        Some(None)
    }

    /// Whether all tests hold; `None` if that depends on properties that haven't been read.
    fn all_hold(&self, tests: &[Test]) -> Option<bool> {
        let mut all = Some(true);
        for test in tests {
            match self.holds(test) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => all = None,
            }
        }
        all
    }

    fn holds(&self, test: &Test) -> Option<bool> {
        match test {
            Test::Tag(key, value) => self.property(key, |text| is_string(text, value)),
            Test::Tags(key, values) => {
                self.property(key, |text| values.iter().any(|value| is_string(text, value)))
            }
            Test::OtherTag(key, values) => self.property(key, |text| {
                unquote(text).is_some_and(|tag| !values.contains(&tag.as_ref()))
            }),
            Test::DefaultTag(key, values) => match self.found(key) {
                Some(text) => Some(unquote(text).is_none_or(|tag| !values.contains(&tag.as_ref()))),
                None if self.complete || self.kind != OBJECT => Some(self.kind == OBJECT),
                None => None,
            },
            Test::Literal(key, literal) => self.property(key, |text| is_literal(text, *literal)),
            Test::Integers(key, values) => self.property(key, |text| {
                values.iter().any(|value| is_literal(text, Literal::I64(*value)))
            }),
            Test::Key(key) => self.property(key, |_| true),
            Test::SoleKey(key) => Some(has_only(self.text, key)),
            Test::Member(key, kinds) => match self.found(key) {
                Some(text) => Some(kind_of(text) & kinds != 0),
                None if self.complete => Some(true),
                None => None,
            },
            Test::MemberIn(key, values) => match self.found(key) {
                Some(text) => Some(values.iter().any(|value| is_literal(text, *value))),
                None if self.complete => Some(true),
                None => None,
            },
            Test::Kind(kinds) => Some(self.kind & kinds != 0),
            Test::First(kinds) => Some(first_item(self.text).is_none_or(|item| kind_of(item) & kinds != 0)),
            Test::ValueIn(values) => Some(values.iter().any(|value| is_string(self.text, value))),
            Test::Matches(pattern) => Some(unquote(self.text).is_some_and(|text| pattern.is_match(&text))),
            Test::Always => Some(true),
        }
    }

    fn found(&self, key: &str) -> Option<&str> {
        let mut found = self.first.iter().chain(&self.more);
        found.find(|(found, _)| *found == key).map(|(_, text)| *text)
    }

    /// The result of `test` for the property `key`; `None` if the property may still follow.
    fn property(&self, key: &str, test: impl Fn(&str) -> bool) -> Option<bool> {
        match self.found(key) {
            Some(text) => Some(test(text)),
            None if self.complete || self.kind != OBJECT => Some(false),
            None => None,
        }
    }
}

impl Test {
    /// The property that the test needs.
    fn key(&self) -> Option<&'static str> {
        match self {
            Self::Tag(key, _)
            | Self::Tags(key, _)
            | Self::OtherTag(key, _)
            | Self::DefaultTag(key, _)
            | Self::Literal(key, _)
            | Self::Integers(key, _)
            | Self::Key(key)
            | Self::Member(key, _)
            | Self::MemberIn(key, _) => Some(key),
            Self::SoleKey(_)
            | Self::Kind(_)
            | Self::First(_)
            | Self::ValueIn(_)
            | Self::Matches(_)
            | Self::Always => None,
        }
    }
}

/// Whether `text` is an object whose only property is `key`.
fn has_only(text: &str, key: &str) -> bool {
    let mut properties = Properties::of(text);
    let is_first = properties.next().is_some_and(|property| property.key == key);
    is_first && properties.next().is_none()
}

/// The kind of the JSON value `text`.
fn kind_of(text: &str) -> u8 {
    match text.as_bytes().first() {
        Some(b'{') => OBJECT,
        Some(b'[') => ARRAY,
        Some(b'"') => STRING,
        Some(b't' | b'f') => BOOLEAN,
        Some(b'n') | None => NULL,
        Some(_) if text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) => INTEGER,
        Some(_) if text.parse().is_ok_and(|number: f64| number.fract() == 0.0) => INTEGER,
        Some(_) => FRACTION,
    }
}

fn is_string(written: &str, value: &str) -> bool {
    let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) if inner == value => !inner.contains('\\'),
        // An escape is longer than what it stands for.
        Some(inner) if inner.len() <= value.len() => false,
        Some(_) => unquote(written).is_some_and(|text| text == value),
        None => false,
    }
}

/// Whether the JSON text `written` equals the literal; `2.0` equals the integer 2.
pub(crate) fn is_literal(written: &str, literal: Literal) -> bool {
    match literal {
        Literal::Str(value) => is_string(written, value),
        Literal::Bool(value) => written == if value { "true" } else { "false" },
        Literal::I64(value) => match written.parse::<i64>() {
            Ok(number) => number == value,
            Err(_) => written.parse::<f64>().is_ok_and(|number| number == value as f64),
        },
    }
}
