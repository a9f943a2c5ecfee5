//! Equality of JSON values: members in any order, numbers by their exact value.

use serde_json::{Number, Value};

/// Whether the values are equal. `1.0` equals 1, and 2^53 + 1 does not equal 2^53.
pub fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => same_number(one, other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| equal(value, other)))
        }
        _ => one == other,
    }
}

fn same_number(one: &Number, other: &Number) -> bool {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.as_f64() == other.as_f64(),
        _ => false,
    }
}

/// The number, if it has no fraction and fits 128 bits.
fn whole(number: &Number) -> Option<i128> {
    if let Some(number) = number.as_i128() {
        return Some(number);
    }
    let float = number
        .as_f64()
        .filter(|float| float.fract() == 0.0 && float.abs() < 1e38)?;
    Some(float as i128)
}

#[cfg(test)]
mod tests {
    use super::equal;

    #[test]
    fn numbers_are_compared_by_value_and_members_in_any_order() {
        let same = |one: &str, other: &str| {
            let parse = |text| serde_json::from_str(text).unwrap();
            equal(&parse(one), &parse(other))
        };
        assert!(same("1.0", "1"));
        assert!(same(r#"{"a": [1e2], "b": null}"#, r#"{"b": null, "a": [100]}"#));
        assert!(!same("9007199254740993", "9007199254740992"));
        assert!(!same("9007199254740993", "9007199254740992.0"));
        assert!(!same(r#"{"a": null}"#, "{}"));
        assert!(!same("0", "false"));
    }
}
