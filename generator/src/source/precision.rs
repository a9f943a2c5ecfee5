//! Finds numbers that a double can't represent exactly: the value is compared with the text, digit for digit.

use super::locate::locate;
use super::pointer::Pointer;

/// A decimal number: its sign, its digits without zeros at either end, and its power of ten.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

/// Whether the text of a number may have more digits than its double. A rounded double has 16 digits or more, or is
/// subnormal or zero.
pub(super) fn is_suspect(value: f64) -> bool {
    let printed = format!("{value:e}");
    let digits = printed.bytes().take_while(|byte| *byte != b'e');
    !value.is_normal() || digits.filter(u8::is_ascii_digit).count() >= 16
}

/// The maximum number of digits of a double after the decimal point.
const DIGITS: usize = 1074;

/// The numbers whose text has another value.
pub(super) fn rounded(name: &str, text: &str, numbers: Vec<(Pointer, f64)>) -> Vec<(Pointer, f64)> {
    if numbers.is_empty() {
        return numbers;
    }
    let places = locate(name, text, numbers.iter().map(|(at, _)| at));
    let differs = |(at, value): &(Pointer, f64)| {
        let written = places.exact(at).and_then(|place| text.get(place.value.clone()));
        let written = written.and_then(decimal);
        // The text may be the shortest one for the double, or have all of its digits.
        let read = [format!("{value:e}"), format!("{value:.DIGITS$}")];
        written.is_some_and(|written| read.iter().all(|read| decimal(read).as_ref() != Some(&written)))
    };
    numbers.into_iter().filter(differs).collect()
}

fn decimal(text: &str) -> Option<Decimal> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let short = digits.trim_end_matches('0');
    let zeros = i64::try_from(digits.len() - short.len()).ok()?;
    let fraction = i64::try_from(fraction.len()).ok()?;
    let significant = short.trim_start_matches('0').to_owned();
    let is_zero = significant.is_empty();
    Some(Decimal {
        // Zero has one value.
        negative: negative && !is_zero,
        digits: significant,
        exponent: if is_zero {
            0
        } else {
            exponent.checked_sub(fraction)?.checked_add(zeros)?
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_are_equal_however_they_are_written() {
        for same in [
            ["1.50", "15e-1"],
            ["-0", "0.00"],
            ["1200", "+1.2E3"],
            ["0.1e400", "1e399"],
        ] {
            assert_eq!(decimal(same[0]), decimal(same[1]), "{same:?}");
        }
        assert_ne!(decimal("0.1"), decimal("0.10000000000000000001"));
        assert_eq!(decimal("*alias"), None);
    }

    #[test]
    fn numbers_that_are_read_as_written_are_not_reported() {
        let numbers = |list: &[(&str, f64)]| {
            let text = list.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(", ");
            let root = Pointer::root("a.json");
            let read = list
                .iter()
                .enumerate()
                .map(|(index, (_, value))| (root.index(index), *value));
            rounded("a.json", &format!("[{text}]"), read.collect()).len()
        };
        let exact = [
            ("2.665144142690225", 2.665144142690225),
            ("0.0", 0.0),
            ("5e-324", 5e-324),
            ("18446744073709551616", 18446744073709551616.0),
            ("1180591620717411303424", 1180591620717411303424.0),
            ("0.1000000000000000055511151231257827021181583404541015625", 0.1),
        ];
        assert_eq!(numbers(&exact), 0);
        let rounded = [
            ("1e-400", 0.0),
            ("0.30000000000000000001", 0.3),
            ("2.66514414269022518865", 2.665144142690225),
            ("18446744073709551617", 18446744073709551616.0),
        ];
        assert_eq!(numbers(&rounded), 4);
    }
}
