//! Sets of code points, and the sets that ECMA-262 names. No set contains surrogates, since no `&str` does.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

/// A set of Unicode scalar values, as sorted ranges.
pub(super) type CodePoints = ClassUnicode;

/// The code points from `first` to `last`, inclusive. Both may be surrogates.
pub(super) fn range(first: u32, last: u32) -> CodePoints {
    let first = char::from_u32(first).unwrap_or('\u{E000}');
    let last = char::from_u32(last).unwrap_or('\u{D7FF}');
    ClassUnicode::new((first <= last).then(|| ClassUnicodeRange::new(first, last)))
}

/// Every code point.
pub(super) fn any() -> CodePoints {
    range(0, 0x10_FFFF)
}

/// `\d`: CharacterClassEscape (22.2.2.9), ASCII only.
pub(super) fn digits() -> CodePoints {
    range(0x30, 0x39)
}

/// `\w`: WordCharacters (22.2.2.9.3), ASCII only.
pub(super) fn words() -> CodePoints {
    of(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
}

/// `\s`: WhiteSpace (12.2) and LineTerminator (12.3).
pub(super) fn spaces() -> CodePoints {
    of(&[
        ('\t', '\r'),
        (' ', ' '),
        ('\u{A0}', '\u{A0}'),
        ('\u{1680}', '\u{1680}'),
        ('\u{2000}', '\u{200A}'),
        ('\u{2028}', '\u{2029}'),
        ('\u{202F}', '\u{202F}'),
        ('\u{205F}', '\u{205F}'),
        ('\u{3000}', '\u{3000}'),
        ('\u{FEFF}', '\u{FEFF}'),
    ])
}

/// LineTerminator (12.3): the code points that `.` doesn't match and that end a line for `(?m:$)`.
pub(super) fn line_terminators() -> CodePoints {
    of(&[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')])
}

/// `\p{name=value}` or `\p{name}`, by the names of ECMA-262 tables 69 to 71. `None` for properties without data here.
pub(crate) fn property(name: &str, value: Option<&str>) -> Option<CodePoints> {
    let escape = match value {
        Some(value) => format!(r"\p{{{name}={value}}}"),
        None => format!(r"\p{{{name}}}"),
    };
    let hir = regex_syntax::parse(&escape).ok()?;
    if let HirKind::Class(Class::Unicode(set)) = hir.kind() {
        Some(set.clone())
    } else {
        None
    }
}

/// The case-insensitive set: Canonicalize (22.2.2.7.3) with the flags `i` and `u`, which is simple case folding. `None` if the
/// folding tables are missing, which they are not in a default build.
pub(super) fn fold_case(mut set: CodePoints) -> Option<CodePoints> {
    set.try_case_fold_simple().ok()?;
    Some(set)
}

/// The code points that are not in the set.
pub(super) fn complement(mut set: CodePoints) -> CodePoints {
    set.negate();
    set
}

/// Whether the set contains a code point.
pub(super) fn contains(set: &CodePoints, code_point: u32) -> bool {
    let ranges = set.ranges();
    let at = ranges.partition_point(|range| u32::from(range.end()) < code_point);
    ranges
        .get(at)
        .is_some_and(|range| u32::from(range.start()) <= code_point)
}

fn of(ranges: &[(char, char)]) -> CodePoints {
    ClassUnicode::new(
        ranges
            .iter()
            .map(|&(first, last)| ClassUnicodeRange::new(first, last)),
    )
}
