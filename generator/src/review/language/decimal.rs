//! Exact decimal numbers. A description writes decimals, so 0.3 is three times 0.1 here.

use std::cmp::Ordering;
use std::fmt;

use crate::ir::Number;

/// The most digits behind the point.
const MAX_SCALE: u32 = 30;

/// `units / 10^scale`, without zeros at the end of a fraction. What doesn't fit is `None` in every operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    units: i128,
    scale: u32,
}

impl Decimal {
    pub(super) const ZERO: Self = Self { units: 0, scale: 0 };
    pub(super) const ONE: Self = Self { units: 1, scale: 0 };

    fn new(mut units: i128, mut scale: u32) -> Option<Self> {
        while scale > 0 && units % 10 == 0 {
            units /= 10;
            scale -= 1;
        }
        (scale <= MAX_SCALE).then_some(Self { units, scale })
    }

    /// The number as a description writes it.
    pub(super) fn of(number: Number) -> Option<Self> {
        match number {
            Number::I64(number) => Self::new(number.into(), 0),
            Number::U64(number) => Self::new(number.into(), 0),
            Number::F64(number) => Self::parse(&number.to_string()),
        }
    }

    /// Reads a JSON number.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i64 = exponent.parse().ok()?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        let units: i128 = format!("{whole}{fraction}").parse().ok()?;
        if units == 0 {
            return Some(Self::ZERO);
        }
        let scale = i64::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        match u32::try_from(scale) {
            Ok(scale) => Self::new(units, scale),
            Err(_) => Self::new(units.checked_mul(power(u32::try_from(-scale).ok()?)?)?, 0),
        }
    }

    /// Both in units of the finer scale.
    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        let units = |one: Self| one.units.checked_mul(power(scale - one.scale)?);
        Some((units(self)?, units(other)?, scale))
    }

    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        let (own, others, _) = self.aligned(other)?;
        Some(own.cmp(&others))
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let (own, others, scale) = self.aligned(other)?;
        Self::new(own.checked_add(others)?, scale)
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        let (own, others, scale) = self.aligned(other)?;
        Self::new(own.checked_sub(others)?, scale)
    }

    pub(super) fn times(self, count: i128) -> Option<Self> {
        Self::new(self.units.checked_mul(count)?, self.scale)
    }

    pub(super) fn half(self) -> Option<Self> {
        Self::new(self.units.checked_mul(5)?, self.scale + 1)
    }

    pub(super) fn is_positive(self) -> bool {
        self.units > 0
    }

    /// How often `step`, which is positive, fits, rounded down; and whether nothing remains.
    pub(super) fn count(self, step: Self) -> Option<(i128, bool)> {
        let (own, step, _) = self.aligned(step)?;
        Some((own.checked_div_euclid(step)?, own.checked_rem_euclid(step)? == 0))
    }

    /// The least number that is a multiple of both, which are positive.
    pub(super) fn common_multiple(self, other: Self) -> Option<Self> {
        let (own, others, scale) = self.aligned(other)?;
        let (mut divisor, mut rest) = (own, others);
        while rest != 0 {
            (divisor, rest) = (rest, divisor.checked_rem(rest)?);
        }
        Self::new(own.checked_div(divisor)?.checked_mul(others)?, scale)
    }
}

fn power(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

/// As JSON writes it.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let divisor = power(self.scale).unwrap_or(1).unsigned_abs();
        let units = self.units.unsigned_abs();
        write!(f, "{sign}{}", units / divisor)?;
        match usize::try_from(self.scale) {
            Ok(width) if width > 0 => write!(f, ".{:0width$}", units % divisor),
            Ok(_) | Err(_) => Ok(()),
        }
    }
}
