use super::check;
use crate::ir::{Bound, Constraints, Number};
use crate::review::language::Relation::{Equal, Incomparable, Narrower, Undecided, Wider};
use crate::review::language::decimal::Decimal;
use crate::review::language::numbers::Numbers;
use crate::review::language::rest::Rest;

#[test]
fn numbers_are_compared_by_bounds_and_multiples() {
    check(&[
        (
            "{type: integer}",
            "{type: integer, maximum: 10}",
            Narrower,
            "11",
            "-",
        ),
        (
            "{type: integer, exclusiveMinimum: 0}",
            "{type: integer, minimum: 1}",
            Equal,
            "-",
            "-",
        ),
        (
            "{type: number, exclusiveMinimum: 0}",
            "{type: number, minimum: 1}",
            Narrower,
            "0.5",
            "-",
        ),
        (
            "{type: integer, minimum: 0.5}",
            "{type: integer, minimum: 1}",
            Equal,
            "-",
            "-",
        ),
        (
            "{type: integer, minimum: 0}",
            "{type: integer, minimum: 1}",
            Narrower,
            "0",
            "-",
        ),
        (
            "{type: integer, minimum: 0, maximum: 10}",
            "{type: integer, minimum: 5, maximum: 15}",
            Incomparable,
            "4",
            "11",
        ),
        (
            "{type: number, minimum: 0}",
            "{type: number, exclusiveMinimum: 0}",
            Narrower,
            "0",
            "-",
        ),
        (
            "{type: number, maximum: 1}",
            "{type: number, exclusiveMaximum: 1}",
            Narrower,
            "1",
            "-",
        ),
        (
            "{type: number, minimum: 0.1}",
            "{type: number, minimum: 0.2}",
            Narrower,
            "0.1",
            "-",
        ),
        (
            "{type: integer, multipleOf: 2}",
            "{type: integer, multipleOf: 4}",
            Narrower,
            "2",
            "-",
        ),
        (
            "{type: integer, multipleOf: 4}",
            "{type: integer, multipleOf: 6}",
            Incomparable,
            "4",
            "6",
        ),
        (
            "{type: number, multipleOf: 0.1}",
            "{type: number, multipleOf: 0.01}",
            Wider,
            "-",
            "0.01",
        ),
        (
            "{type: number, multipleOf: 0.3}",
            "{type: number, multipleOf: 0.1}",
            Wider,
            "-",
            "0.1",
        ),
        (
            "{type: number}",
            "{type: number, multipleOf: 0.5}",
            Narrower,
            "0.25",
            "-",
        ),
        (
            "{type: integer, multipleOf: 0.5}",
            "{type: integer}",
            Equal,
            "-",
            "-",
        ),
        (
            "{type: integer, multipleOf: 1.5}",
            "{type: integer, multipleOf: 3}",
            Equal,
            "-",
            "-",
        ),
        (
            "{type: integer, minimum: 3, maximum: 9, multipleOf: 4}",
            "{type: integer, enum: [4, 8]}",
            Equal,
            "-",
            "-",
        ),
        ("{type: integer}", "{type: number}", Wider, "-", "0.5"),
        (
            "{type: number}",
            "{type: number, maximum: 1e300}",
            Undecided,
            "-",
            "-",
        ),
        (
            "{type: number, maximum: 1e300}",
            "{type: number, maximum: 1e300}",
            Equal,
            "-",
            "-",
        ),
    ]);
}

fn bound(value: i64, exclusive: bool) -> Bound {
    let value = Number::F64(f64::from(i32::try_from(value).unwrap()) / 2.0);
    Bound { value, exclusive }
}

/// Bounds and multiples of halves, against all multiples of a sixteenth in and around them.
#[test]
fn random_bounds_agree_with_brute_force() {
    let mut random = super::random::Random::new(11);
    let grid: Vec<Decimal> = (-200_i32..=200)
        .map(|sixteenths| Decimal::of(Number::F64(f64::from(sixteenths) / 16.0)).unwrap())
        .collect();
    for _ in 0..4000 {
        let mut numbers = || {
            let mut end = || {
                let is_there = random.below(3) > 0;
                is_there.then(|| bound(random.between(-10, 10), random.below(2) == 0))
            };
            let (minimum, maximum) = (end(), end());
            let steps = [
                None,
                None,
                Some(Number::F64(0.5)),
                Some(Number::I64(1)),
                Some(Number::I64(3)),
                Some(Number::F64(1.5)),
            ];
            let constraints = Constraints {
                minimum,
                maximum,
                multiple_of: steps[random.below(steps.len())],
                ..Constraints::default()
            };
            (
                Numbers::of(&constraints, random.below(2) == 0).unwrap(),
                constraints,
            )
        };
        let ((one, from), (other, to)) = (numbers(), numbers());
        let is_rest =
            |number: &Decimal| one.contains(*number) == Some(true) && other.contains(*number) == Some(false);
        let found = grid.iter().find(|number| is_rest(number));
        match one.minus(Some(&other)) {
            Rest::Nothing => assert_eq!(found, None, "{from:?} {to:?}"),
            Rest::Example(number) => assert!(is_rest(&number), "{number} of {from:?} {to:?}"),
            Rest::Unknown => panic!("undecided: {from:?} {to:?}"),
        }
    }
}

#[test]
fn numbers_without_any_are_in_all_others() {
    let numbers = |minimum, maximum| {
        let constraints = Constraints {
            minimum: Some(bound(minimum, false)),
            maximum: Some(bound(maximum, false)),
            ..Constraints::default()
        };
        Numbers::of(&constraints, true).unwrap()
    };
    let (none, some) = (numbers(4, 2), numbers(6, 8));
    assert_eq!(none.minus(Some(&some)), Rest::Nothing);
    assert_eq!(
        some.minus(Some(&none)),
        Rest::Example(Decimal::parse("3").unwrap())
    );
}

#[test]
fn decimals_are_exact() {
    let decimal = |text: &str| Decimal::parse(text).unwrap();
    assert_eq!(decimal("1.50"), decimal("1.5"));
    assert_eq!(decimal("1.5e3"), decimal("1500"));
    assert_eq!(decimal("-2.5E-3").to_string(), "-0.0025");
    assert_eq!(decimal("0.1").plus(decimal("0.2")), Some(decimal("0.3")));
    assert_eq!(decimal("-7").count(decimal("2")), Some((-4, false)));
    assert_eq!(decimal("0.3").count(decimal("0.1")), Some((3, true)));
    assert_eq!(
        decimal("0.4").common_multiple(decimal("0.6")),
        Some(decimal("1.2"))
    );
    assert_eq!(Decimal::parse("1e400"), None);
    assert_eq!(Decimal::parse("1e-400"), None);
    assert_eq!(Decimal::parse("x"), None);
    assert_eq!(Decimal::of(Number::F64(f64::NAN)), None);
    assert_eq!(
        decimal("99999999999999999999999999999999999999").plus(decimal("0.5")),
        None
    );
}
