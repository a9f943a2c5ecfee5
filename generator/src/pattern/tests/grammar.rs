//! The two grammars of ECMA-262: their syntax errors, and agreement with `regress` on generated text.

use super::oracle::Numbers;
use crate::pattern::Refusal;
use crate::pattern::node::Node;
use crate::pattern::parser::{self, Grammar, Survey};

fn parse(pattern: &str, grammar: Grammar) -> Result<Node, Refusal> {
    parser::parse(pattern, Survey::of(pattern)?, grammar)
}

#[test]
fn a_syntax_error_has_an_offset_and_a_message() {
    for (pattern, message, offset) in [
        ("a(?=b", "unterminated group", 1),
        ("(?i", "unterminated group", 0),
        ("a[b", "unterminated character class", 1),
        ("a|{2}", "quantifier with nothing to repeat", 2),
        ("(?<=a)+", "quantifier with nothing to repeat", 6),
        ("(?=a)+", "quantifier with nothing to repeat", 5),
        ("a{2,1}", "numbers out of order in quantifier", 1),
        ("é{", "`{` without a backslash", 2),
        ("é}", "`}` without a backslash", 2),
        ("é]", "`]` without a backslash", 2),
        (
            r"🐲[\w-.]",
            "range in character class whose end is not a character",
            7,
        ),
        (r"(\-)", "invalid escape", 1),
        (r"[\c]", "invalid escape", 1),
        (r"\01", "invalid escape", 0),
        (r"\u{110000}", "invalid escape", 0),
        (r"\p{letter}", "unknown Unicode property", 3),
        (r"\p{Script=Letter}", "unknown Unicode property", 3),
        (r"\p{L", "unterminated Unicode property", 0),
        (r"\pL", "Unicode property without braces", 0),
        ("(?<a>b)(?<a>c)", "name of another group", 7),
        ("(?:(?<a>b)|c)(?:d|(?<a>e))", "name of another group", 18),
        ("(?<1>b)", "invalid group name", 0),
        (
            r"(?<a>b)\k<c>",
            "back-reference to a group that does not exist",
            7,
        ),
        (r"(?i:a)\1", "back-reference to a group that does not exist", 6),
        (r"(?<a>b)\k", r"`\k` without the name of a group", 7),
        ("(?ii:a)", "flag given twice", 0),
        ("(?i-i:a)", "flag given twice", 0),
        ("(?-:a)", "flags without a flag", 0),
        ("(?P<a>b)", "unknown kind of group", 0),
    ] {
        let expected = Err(Refusal::Syntax { message, offset });
        assert_eq!(parse(pattern, Grammar::Unicode), expected, "{pattern:?}");
    }
}

#[test]
fn groups_in_different_alternatives_may_share_a_name() {
    for pattern in [
        "(?<a>b)|(?<a>c)",
        "(?:(?<a>b)|(?:(?<a>c)|(?<a>d)))(?<e>f)",
        r"(?<é>b)(?<\u0061>c)(?<$>d)(?<_1>e)",
    ] {
        assert!(parse(pattern, Grammar::Unicode).is_ok(), "{pattern:?}");
    }
}

#[test]
fn annex_b_accepts_patterns_that_are_invalid_with_the_flag() {
    for (pattern, same) in [
        (r"\401\08\377", r"\x201\x008\xff"),
        (r"[\c1\c_\c]", r"[\x11\x1f\\c]"),
        (r"\c1\x4\u004\a", r"\\c1x4u004a"),
        (r"(?i:a)\1", r"(?i:a)\x01"),
        (r"\k<a>", "k<a>"),
        ("a{,2}{x}]", r"a\{,2\}\{x\}\]"),
        (r"[\d-a-c]", r"[\d\-a\-c]"),
    ] {
        let expected = parse(same, Grammar::Unicode);
        assert!(expected.is_ok(), "{same:?}");
        assert_eq!(parse(pattern, Grammar::AnnexB), expected, "{pattern:?}");
    }
    assert!(parse("(?=a)*", Grammar::AnnexB).is_ok());
    assert!(matches!(
        parse(r"(?<a>b)\k", Grammar::AnnexB),
        Err(Refusal::Syntax { .. })
    ));
}

/// Both grammars accept the texts that `regress` accepts.
#[test]
fn generated_texts() {
    let pieces = [
        "(",
        "(",
        ")",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\\",
        "^",
        "$",
        "|",
        "*",
        "+",
        "?",
        ".",
        "-",
        ",",
        "<",
        ">",
        "/",
        "_",
        "a",
        "B",
        "c",
        "D",
        "k",
        "p",
        "u",
        "x",
        "0",
        "1",
        "4",
        "8",
        "L",
        "é",
        "\n",
        "\u{200d}",
        "(?",
        "(?:",
        "(?=",
        "(?!",
        "(?<=",
        "(?<a>",
        "(?<b>",
        "(?<é>",
        r"(?<\u0061>",
        "(?i:",
        "(?i-s:",
        "(?-m:",
        r"\k<a>",
        r"\k",
        r"\1",
        r"\10",
        r"\u",
        r"\c",
        r"\x",
        r"\p{",
        r"\p{L}",
        r"\P{Script=Greek}",
        r"\p{Nope}",
        "{1,",
        "{1,2}",
        "{2,1}",
        "{,5}",
        "[^",
        "[a-",
        r"\ud83d",
        r"\udc32",
        r"\u{61}",
        "41",
        "0041",
        r"\w-",
        r"\-",
    ];
    let mut numbers = Numbers(22);
    let mut read = 0;
    for _ in 0..20_000 {
        let pattern: String = (0..=numbers.below(9)).map(|_| numbers.one_of(&pieces)).collect();
        for (grammar, flags) in [(Grammar::Unicode, "u"), (Grammar::AnnexB, "")] {
            // `regress` reads `\u{61}` as a code point without the flag too. In ECMA-262 it is 61 times `u`.
            if grammar == Grammar::AnnexB && pattern.contains(r"\u{") {
                continue;
            }
            let parsed = parse(&pattern, grammar);
            let is_read = !matches!(parsed, Err(Refusal::Syntax { .. }));
            let expected = regress::Regex::with_flags(&pattern, flags).is_ok();
            assert_eq!(is_read, expected, "{pattern:?} with {flags:?}: {parsed:?}");
            read += usize::from(is_read);
        }
    }
    println!("{read} read");
    assert!(read > 5_000, "{read}");
}
