//! Sets of numbers: bounds and multiples.

use std::cmp::Ordering;

use super::decimal::Decimal;
use super::rest::Rest;
use crate::ir::{Bound, Constraints};

/// The most numbers that are looked at one by one.
const FEW: usize = 64;

/// The numbers between two ends that are multiples of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    low: Option<End>,
    high: Option<End>,
    /// Positive. With a step, ends are multiples of it and included.
    step: Option<Decimal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct End {
    value: Decimal,
    exclusive: bool,
}

impl End {
    fn of(bound: Bound) -> Option<Self> {
        Some(Self {
            value: Decimal::of(bound.value)?,
            exclusive: bound.exclusive,
        })
    }

    fn included(value: Decimal) -> Self {
        Self {
            value,
            exclusive: false,
        }
    }
}

impl Numbers {
    /// The numbers that the constraints allow; `None` where a bound is too large to calculate with, or a step isn't positive.
    pub(super) fn of(constraints: &Constraints, is_integer: bool) -> Option<Self> {
        let end = |bound: Option<Bound>| match bound {
            Some(bound) => End::of(bound).map(Some),
            None => Some(None),
        };
        let (low, high) = (end(constraints.minimum)?, end(constraints.maximum)?);
        let multiple = match constraints.multiple_of {
            Some(number) => Some(Decimal::of(number).filter(|step| step.is_positive())?),
            None => None,
        };
        let step = match (multiple, is_integer) {
            (Some(step), true) => Some(step.common_multiple(Decimal::ONE)?),
            (None, true) => Some(Decimal::ONE),
            (step, false) => step,
        };
        let Some(unit) = step else {
            return Some(Self { low, high, step });
        };
        let low = match low {
            Some(end) => {
                let (count, is_exact) = end.value.count(unit)?;
                let up = !is_exact || end.exclusive;
                Some(End::included(unit.times(count.checked_add(i128::from(up))?)?))
            }
            None => None,
        };
        let high = match high {
            Some(end) => {
                let (count, is_exact) = end.value.count(unit)?;
                let down = is_exact && end.exclusive;
                Some(End::included(unit.times(count.checked_sub(i128::from(down))?)?))
            }
            None => None,
        };
        Some(Self { low, high, step })
    }

    /// Whether the number is one of them; `None` where it is too large to calculate with.
    pub(super) fn contains(&self, number: Decimal) -> Option<bool> {
        let is_above = match self.low {
            Some(end) => {
                let order = number.compare(end.value)?;
                order == Ordering::Greater || (order == Ordering::Equal && !end.exclusive)
            }
            None => true,
        };
        let is_below = match self.high {
            Some(end) => {
                let order = number.compare(end.value)?;
                order == Ordering::Less || (order == Ordering::Equal && !end.exclusive)
            }
            None => true,
        };
        let is_multiple = match self.step {
            Some(step) => number.count(step)?.1,
            None => true,
        };
        Some(is_above && is_below && is_multiple)
    }

    fn is_empty(&self) -> Option<bool> {
        let (Some(low), Some(high)) = (self.low, self.high) else {
            return Some(false);
        };
        let order = low.value.compare(high.value)?;
        let is_open = low.exclusive || high.exclusive;
        Some(order == Ordering::Greater || (order == Ordering::Equal && is_open))
    }

    /// A number of this set that is not in the other one; `None` is the empty set.
    pub(super) fn minus(&self, other: Option<&Self>) -> Rest<Decimal> {
        self.difference(other).unwrap_or(Rest::Unknown)
    }

    fn difference(&self, other: Option<&Self>) -> Option<Rest<Decimal>> {
        if self.is_empty()? {
            return Some(Rest::Nothing);
        }
        let is_rest = |number: &Decimal| {
            let is_other = other.map_or(Some(false), |other| other.contains(*number));
            self.contains(*number) == Some(true) && is_other == Some(false)
        };
        if let Some(other) = other
            && self.is_within(other)?
        {
            return Some(Rest::Nothing);
        }
        if let Some(found) = self.candidates(other).into_iter().find(is_rest) {
            return Some(Rest::Example(found));
        }
        let (few, is_all) = self.some(FEW);
        let is_known = |number: &Decimal| other.is_none_or(|other| other.contains(*number).is_some());
        let is_decided = is_all && few.iter().all(is_known);
        Some(match few.into_iter().find(is_rest) {
            Some(found) => Rest::Example(found),
            None if is_decided => Rest::Nothing,
            None => Rest::Unknown,
        })
    }

    /// Whether the ends and the step alone show that all of these numbers are in the other set.
    fn is_within(&self, other: &Self) -> Option<bool> {
        let low = match (self.low, other.low) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(others)) => match own.value.compare(others.value)? {
                Ordering::Greater => true,
                Ordering::Equal => own.exclusive || !others.exclusive,
                Ordering::Less => false,
            },
        };
        let high = match (self.high, other.high) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(others)) => match own.value.compare(others.value)? {
                Ordering::Less => true,
                Ordering::Equal => own.exclusive || !others.exclusive,
                Ordering::Greater => false,
            },
        };
        let step = match (self.step, other.step) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(others)) => own.count(others)?.1,
        };
        Some(low && high && step)
    }

    /// Numbers at which two sets differ, if they do: those beside the ends, between ends, and beside multiples.
    fn candidates(&self, other: Option<&Self>) -> Vec<Decimal> {
        let unit = self.step.unwrap_or(Decimal::ONE);
        let floor = |value: Decimal| unit.times(value.count(unit)?.0);
        let ends = |of: &Self| [of.low, of.high].into_iter().flatten().map(|end| end.value);
        let theirs: Vec<Decimal> = other.into_iter().flat_map(ends).collect();
        let own: Vec<Decimal> = ends(self).collect();
        let mut found: Vec<Option<Decimal>> = Vec::new();
        for &end in theirs.iter().chain(&own) {
            let whole = floor(end);
            found.push(whole);
            found.push(whole.and_then(|whole| whole.minus(unit)));
            found.push(whole.and_then(|whole| whole.plus(unit)));
            found.push(Some(end));
        }
        // Any number will do as an example of a whole set, so the first are those that are easiest to read.
        let mut all: Vec<Option<Decimal>> = match other {
            Some(_) => found,
            None => [Decimal::ZERO, Decimal::ONE]
                .into_iter()
                .map(Some)
                .chain(found)
                .collect(),
        };
        all.extend([Some(Decimal::ZERO), Some(unit)]);
        let between = |a: Decimal, b: Decimal| a.plus(b)?.half();
        for &a in own.iter().chain(&theirs) {
            for &b in own.iter().chain(&theirs) {
                let middle = between(a, b);
                let quarter = middle.and_then(|middle| between(a, middle));
                all.extend([middle, quarter, quarter.and_then(|quarter| between(a, quarter))]);
            }
        }
        if let Some(step) = other.and_then(|other| other.step) {
            let ends = own.iter().chain(&theirs).chain(&[Decimal::ZERO]);
            all.extend(ends.flat_map(|&end| beside_multiples(end, step)));
        }
        all.into_iter().flatten().collect()
    }

    /// Different numbers of the set, at most so many, and whether these are all.
    pub(super) fn some(&self, most: usize) -> (Vec<Decimal>, bool) {
        let Some(unit) = self.step else {
            return (self.some_of_interval(most), false);
        };
        let (first, unit) = match (self.low, self.high) {
            (Some(low), _) => (low.value, Some(unit)),
            (None, Some(high)) => (high.value, unit.times(-1)),
            (None, None) => (Decimal::ZERO, Some(unit)),
        };
        let next = |number: &Decimal| number.plus(unit?);
        let all = std::iter::successors(Some(first), next);
        let mut found: Vec<Decimal> = all
            .take_while(|number| self.contains(*number) == Some(true))
            .take(most.saturating_add(1))
            .collect();
        let is_all = found.len() <= most && self.low.is_some() && self.high.is_some();
        found.truncate(most);
        (found, is_all)
    }

    fn some_of_interval(&self, most: usize) -> Vec<Decimal> {
        let first = match self.minus(None) {
            Rest::Example(first) => first,
            Rest::Nothing | Rest::Unknown => return Vec::new(),
        };
        let whole = std::iter::successors(Some(first), |number| number.plus(Decimal::ONE));
        let nearer = |number: &Decimal| match self.high {
            Some(high) => number.plus(high.value)?.half(),
            None => None,
        };
        let halves = std::iter::successors(Some(first), nearer).skip(1);
        let down = std::iter::successors(Some(first), |number| number.minus(Decimal::ONE)).skip(1);
        let in_set = |number: &Decimal| self.contains(*number) == Some(true);
        let up = whole.take_while(in_set).chain(down.take_while(in_set));
        up.chain(halves.take_while(in_set)).take(most).collect()
    }
}

/// Numbers near another one that are no multiples of the step.
fn beside_multiples(near: Decimal, step: Decimal) -> [Option<Decimal>; 5] {
    let half = step.half();
    let multiple = near.count(step).and_then(|(count, _)| step.times(count));
    let beside = multiple.zip(half);
    let above = beside.and_then(|(multiple, half)| multiple.plus(half));
    let below = beside.and_then(|(multiple, half)| multiple.minus(half));
    [
        half.and_then(|half| near.plus(half)),
        half.and_then(|half| near.minus(half)),
        above,
        below,
        above.and_then(|above| above.plus(step)),
    ]
}
