//! Integers that are written as floats.

/// The integer that a float with a fraction of zeros, or with an exponent, stands for.
pub(crate) fn whole_i64(number: f64) -> Option<i64> {
    // 2^63 is the smallest float that doesn't fit. -2^63 fits, but as an integer literal it arrives as an i64, so here it is
    // the rounded value of a smaller number.
    let fits = -(2f64.powi(63)) < number && number < 2f64.powi(63);
    (fits && number.fract() == 0.0).then_some(number as i64)
}

/// As [`whole_i64`], without a sign.
pub(crate) fn whole_u64(number: f64) -> Option<u64> {
    let fits = (0.0..2f64.powi(64)).contains(&number) && number.fract() == 0.0;
    fits.then_some(number as u64)
}
