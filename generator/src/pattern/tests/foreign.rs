//! Patterns of other dialects have the automaton of the equivalent pattern in ECMA-262.

use super::{automaton, check};
use crate::pattern::{Refusal, compile};

#[test]
fn foreign_patterns_keep_their_meaning() {
    for (foreign, ecma) in [
        // Ruby, PCRE, Java, Python.
        (r"\A\d+\z", r"^\d+$"),
        (r"\Aa\Z", r"^a\n?$"),
        (r"\A(?:a|b)c\z", "^(?:a|b)c$"),
        ("^(?i)ab$", "^(?:[aA][bB])$"),
        ("(?i)^a|b$", "^[aA]|[bB]$"),
        ("^a(?i:b)c$", "^a[bB]c$"),
        ("^(?i-s:b)c$", "^[bB]c$"),
        ("^(?s).$", r"^[\s\S]$"),
        ("^(?x) a b # c\n \\  $", "^ab $"),
        ("^(?x:a b) c$", "^ab c$"),
        ("^(?P<year>[0-9]{4})$", "^[0-9]{4}$"),
        ("^(?'year'[0-9]{4})$", "^[0-9]{4}$"),
        ("^(?<year>[0-9]{4})\\z", "^[0-9]{4}$"),
        ("^(?#a number)[0-9]$", "^[0-9]$"),
        ("^[a-z]++[0-9]*+$", "^[a-z]+[0-9]*$"),
        ("^(?>ab|c)d$", "^(?:ab|c)d$"),
        (r"^\Qa.b\E+$", r"^a\.b+$"),
        (r"^[\Q^-]\E]$", r"^[\^\-\]]$"),
        (r"^\x{41}\x{1F432}$", r"^A\u{1F432}$"),
        (r"^\pL\pN?$", r"^\p{L}\p{N}?$"),
        (r"^\p{^Lu}$", r"^\P{Lu}$"),
        (r"^\p{IsLatin}\p{Greek}$", r"^\p{Script=Latin}\p{Script=Greek}$"),
        (r"^\p{Digit}\P{Punct}$", r"^\p{Nd}[^!-\/:-@\[-`\{-~]$"),
        (r"^a\R$", r"^a(?:\r\n|[\n\v\f\r\x85\u2028\u2029])$"),
        // POSIX.
        ("^[[:digit:][:space:]]+$", r"^[\p{Nd}\s\x85]+$"),
        ("^[[:alpha:]_-]$", r"^[\p{Alphabetic}_\-]$"),
        ("^[^[:space:]]$", r"^[^\t\n\v\f\r ]$"),
        ("^[[:^digit:]a]$", r"^\D$"),
        ("^[[:xdigit:]]{2}$", "^[0-9A-Fa-f]{2}$"),
        ("^[]a]$", r"^[\]a]$"),
        // Java.
        ("^[a-z&&[^aeiou]]+$", "^[b-df-hj-np-tv-z]+$"),
        (r"^[\w&&[^_]&&[^\d]]$", "^[A-Za-z]$"),
        // .NET and XML Schema.
        ("^[a-z-[aeiou]]+$", "^[b-df-hj-np-tv-z]+$"),
        (r"^[\w-[^a-c]]$", "^[abc]$"),
        ("^[^a-z-[0-8]]$", "^[^a-z0-8]$"),
        ("^[abc-[b]][x-z-[y]]$", "^[ac][xz]$"),
        (r"^[\p{L}\p{N}-[\p{Lu}]]*$", r"^(?:(?=\P{Lu})[\p{L}\p{N}])*$"),
        // Delimiters.
        ("/^[a-z]+$/i", "^(?i:[a-z]+)$"),
        ("/^a\\/b$/", "^a/b$"),
        ("/\\Aa\\z/g", "^a$"),
        // Constructs that are valid only without the flag `u` beside constructs that are valid only with it.
        (r"^\p{L}\-\_]}{$", r"^\p{L}-_\]\}\{$"),
        (r"^[\w-.\p{L}]$", r"^[\w\-.\p{L}]$"),
    ] {
        assert_eq!(automaton(foreign), automaton(ecma), "{foreign:?} and {ecma:?}");
    }
}

#[test]
fn a_foreign_class_accepts_the_characters_of_every_dialect() {
    check("^[[:alpha:]]+$", &["abc", "é"], &["", "1", "a b"]);
    check(r"^\p{Alpha}$", &["a", "é"], &["1"]);
}

#[test]
fn patterns_that_dialects_read_differently_are_not_enforced() {
    for pattern in [
        r"\A\h{8}\z",
        r"^(?m)a$",
        "^a(?i)b|c$",
        "/^a$/m",
        r"\A(a)\1\z",
        r"^(?P<a>b)(?P=a)$",
        r"^(?>a)(?R)?$",
        "^(?(1)a)$",
        "^a{1,2}+b$",
        r"\A[a-c[x-z]]\z",
        "^[^a-z&&[aeiou]]$",
        "^[[.a.]]$",
        "^(?!a++)b$",
        "^(?U)a$",
        r"^\p{InGreek}$",
        r"^\p{javaLowerCase}$",
        r"\Aa{,3}\z",
        r"^\G\X$",
    ] {
        let refusal = compile(pattern).map(|_| ());
        assert!(
            matches!(refusal, Err(Refusal::Unsupported { .. })),
            "{pattern:?}: {refusal:?}"
        );
    }
}

#[test]
fn patterns_of_ecma_262_are_not_rewritten() {
    for (pattern, matching, other) in [
        ("/api/v1/", "x/api/v1/y", "api"),
        ("[a-z&&aeiou]", "&", "A"),
        (r"^\_\@\-$", "_@-", "a"),
        (r"^[a-z-[]$", "[", "]"),
        (r"^[!-[x]]$", "#]", "#"),
        (r"^[\w-[x]+$", "a-[x", "]"),
        ("^a{,5}$", "a{,5}", "aa"),
        ("^x{$|^]$", "]", "x"),
    ] {
        check(pattern, &[matching], &[other]);
    }
    assert!(automaton("a^b").is_empty());
    assert!(automaton("/^a/b").is_empty(), "it may be a path");
    assert!(!automaton("^$").is_empty());
}

#[test]
fn hostile_foreign_patterns_are_rejected_quickly() {
    let nested = "[a&&".repeat(10_000);
    assert!(compile(&nested).is_err());
    let flags = format!("{}a", "(?i)".repeat(5_000));
    assert!(compile(&flags).is_err(), "nested too deep when it is rewritten");
    let quoted = format!(r"^\Q{}\E$", ".".repeat(500));
    assert!(compile(&quoted).is_ok());
}
