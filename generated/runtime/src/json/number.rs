// Copied from runtime/json/number.rs of generator 0.1.0; independent of the description.

//! Reads the number at the start of a text, by JSON's grammar.

/// A number in JSON text.
pub(crate) struct Number {
    /// The length in bytes.
    pub(crate) length: usize,
    pub(crate) is_negative: bool,
    /// Whether it has neither a fraction nor an exponent.
    pub(crate) is_integer: bool,
    /// The number of digits.
    count: usize,
    /// The digits, without sign and point. They have wrapped if there are more than 19.
    digits: u64,
    /// The power of ten of the last digit.
    exponent: i64,
}

impl Number {
    /// The number at the start of `text`; `None` if there is none.
    #[inline]
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        let is_negative = text.first() == Some(&b'-');
        let start = usize::from(is_negative);
        let whole = text.get(start..)?;
        let mut digits = 0;
        let count = read_digits(whole, &mut digits)?;
        if count > 1 && whole.first() == Some(&b'0') {
            return None;
        }
        let mut number = Self {
            length: start + count,
            is_negative,
            is_integer: true,
            count,
            digits,
            exponent: 0,
        };
        if matches!(whole.get(count), Some(b'.' | b'e' | b'E')) {
            number.read_fraction(text)?;
        }
        Some(number)
    }

    fn read_fraction(&mut self, text: &[u8]) -> Option<()> {
        self.is_integer = false;
        if text.get(self.length) == Some(&b'.') {
            self.length += 1;
            let count = read_digits(text.get(self.length..)?, &mut self.digits)?;
            self.length += count;
            self.count += count;
            self.exponent -= count as i64;
        }
        if matches!(text.get(self.length), Some(b'e' | b'E')) {
            self.length += 1;
            let sign = text.get(self.length);
            self.length += usize::from(matches!(sign, Some(b'+' | b'-')));
            let mut exponent = 0;
            let count = read_digits(text.get(self.length..)?, &mut exponent)?;
            self.length += count;
            let exponent = i64::try_from(exponent).ok().filter(|_| count < 10)?;
            self.exponent += if sign == Some(&b'-') { -exponent } else { exponent };
        }
        Some(())
    }

    /// The digits, unless some of them have wrapped.
    #[inline]
    fn digits(&self) -> Option<u64> {
        (self.count <= 19).then_some(self.digits)
    }

    /// The magnitude, if the number is written as an integer.
    #[inline]
    pub(crate) fn integer(&self) -> Option<u64> {
        self.digits().filter(|_| self.is_integer)
    }

    /// The nearest double, if one operation on exact numbers yields it: it is rounded once.
    #[inline]
    pub(crate) fn exact(&self) -> Option<f64> {
        let digits = self.digits().filter(|digits| *digits < 1 << 53)? as f64;
        let power = FLOATS.get(usize::try_from(self.exponent.unsigned_abs()).ok()?)?;
        let magnitude = if self.exponent < 0 {
            digits / power
        } else {
            digits * power
        };
        Some(if self.is_negative { -magnitude } else { magnitude })
    }
}

/// The powers of ten that a double represents exactly.
const FLOATS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The powers of ten of up to eight digits.
const INTEGERS: [u64; 9] = [
    1,
    10,
    100,
    1000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// Appends the digits at the start of `text` to `value`, and returns how many there are; `None` if there are none. Eight bytes
/// are read in one step, since the lengths of numbers can't be predicted.
#[inline]
fn read_digits(text: &[u8], value: &mut u64) -> Option<usize> {
    let mut rest = text;
    let mut total = 0;
    loop {
        let (word, after) = match rest.split_first_chunk::<8>() {
            Some((word, after)) => (u64::from_le_bytes(*word), after),
            None => (last_word(rest), Default::default()),
        };
        let (digits, count) = leading_digits(word);
        let power = INTEGERS.get(count)?;
        *value = value.wrapping_mul(*power).wrapping_add(digits);
        total += count;
        if count < 8 {
            return (total > 0).then_some(total);
        }
        rest = after;
    }
}

/// The last bytes of a text, and zeros.
#[cold]
fn last_word(text: &[u8]) -> u64 {
    let bytes = text.iter().rev();
    bytes.fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

/// The number that the decimal digits at the start of a word are, and how many there are. The first one is in the lowest byte.
#[inline]
fn leading_digits(word: u64) -> (u64, usize) {
    const BYTES: u64 = u64::MAX / 255;
    let digits = word ^ (BYTES * 0x30);
    // The high bit of each byte that is not a digit.
    let others = (((digits & (BYTES * 0x7F)) + BYTES * 0x76) | digits) & (BYTES * 0x80);
    let count = others.trailing_zeros() / 8;
    // Zeros before the digits don't change the number.
    let digits = digits.checked_shl(64 - 8 * count).unwrap_or_default();
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let low = (pairs & 0x0000_00FF_0000_00FF).wrapping_mul(100 + (1_000_000 << 32));
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF).wrapping_mul(1 + (10_000 << 32));
    (low.wrapping_add(high) >> 32, count as usize)
}
