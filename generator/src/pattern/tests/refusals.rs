//! A pattern without an automaton is rejected quickly, with the name of the construct.

use std::time::{Duration, Instant};

use crate::pattern::{MAX_NESTING, Refusal, compile};

#[track_caller]
fn refused(pattern: &str) -> Refusal {
    let started = Instant::now();
    let refusal = compile(pattern).unwrap_err();
    let took = started.elapsed();
    println!("{pattern:.60}: {took:?}, {refusal}");
    // A busy machine may need seconds. Only an endless loop takes a minute.
    assert!(took < Duration::from_secs(60), "{took:?}");
    refusal
}

#[track_caller]
fn unsupported(pattern: &str, construct: &str, offset: usize) {
    let refusal = refused(pattern);
    let Refusal::Unsupported {
        construct: actual,
        offset: at,
    } = refusal
    else {
        panic!("{pattern:?}: {refusal}");
    };
    assert_eq!((actual, at), (construct, offset), "{pattern:?}");
}

#[test]
fn constructs() {
    unsupported(r"^(a)\1$", "back-reference", 4);
    unsupported(r"^(?<x>a)\k<x>$", "back-reference", 8);
    unsupported(r"[\cA]\w(a)\1", "back-reference", 10);
    unsupported("(?<=(?=a))b", "look-ahead inside look-behind", 4);
    unsupported("(?=(?<=a)b)", "look-behind inside look-ahead", 3);
    unsupported(r"(?i:\ba)", "case-insensitive word boundary", 4);
    unsupported(r"a[\uD800-\uDBFF][\uDC00-\uDFFF]", "lone surrogate", 1);
    unsupported(r"\ud83d", "lone surrogate", 0);
}

#[test]
fn syntax() {
    for (pattern, message, at) in [
        ("(", "unterminated group", 0),
        ("a)", "unmatched `)`", 1),
        ("[b-a]", "range out of order in character class", 2),
        ("*", "quantifier with nothing to repeat", 0),
        (r"\p{Nope}", "unknown Unicode property", 3),
        (r"[\cA](", "unterminated group", 5),
        (r"ab\", r"`\` with nothing to escape", 2),
    ] {
        let refusal = refused(pattern);
        let Refusal::Syntax {
            message: actual,
            offset,
        } = refusal
        else {
            panic!("{pattern:?}: {refusal}");
        };
        assert_eq!((actual, offset), (message, at), "{pattern:?}");
    }
}

#[test]
fn hostile() {
    for pattern in [
        "(a{1,1000}){1,1000}",
        "((((a{9}){9}){9}){9}){9}",
        "(?:(?:){1000000000}){1000000000}",
        "a{9007199254740991}",
        "a.{20}b",
        "(?=.*a.{9})(?=.*b.{9})(?=.*c.{9})",
        "^(?:(?=a.)|(?=b.)|(?=c.)|(?=d.)|(?=e.)|(?=f.)|(?=g.)|(?=h.)|(?=i.)|(?=j.)|(?=k.)|(?=l.)|(?=m.)|(?=n.)|(?=o.)|(?=p.)|(?=q.)|(?=r.))*$",
        "(?<=a.{12})(?<=b.{12})c",
        "^(?:a?){5000}(?:b?){5000}$",
        r"^(?:\w*\W*){900}$",
    ] {
        let refusal = refused(pattern);
        assert!(
            matches!(refusal, Refusal::TooLarge { .. }),
            "{pattern:?}: {refusal}"
        );
    }
}

#[test]
fn nesting() {
    let nested = |depth: usize| "(".repeat(depth) + "a" + &")".repeat(depth);
    assert!(compile(&nested(MAX_NESTING)).is_ok());
    unsupported(&nested(10_000), "a group nested this deep", MAX_NESTING);
    unsupported(&"(".repeat(10_000), "a group nested this deep", MAX_NESTING);
    assert!(compile(&("^".to_owned() + &r"\(".repeat(1_000))).is_ok());
    assert!(compile(&("^".to_owned() + &"[(]".repeat(1_000))).is_ok());
    let quantified = "(?:a".repeat(100) + &"?)*".repeat(100);
    assert!(compile(&quantified).is_ok());
    assert!(matches!(
        compile(&"[".repeat(10_000)),
        Err(Refusal::Syntax { .. })
    ));
}
