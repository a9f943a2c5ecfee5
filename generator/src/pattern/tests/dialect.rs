//! The ECMA-262 dialect, construct by construct.

use std::fs;

use super::{DEVICE, OBJECT, ORGANIZATION, check};
use crate::pattern::{Refusal, compile};

/// Verdicts on real pattern × text pairs, most of them from the JSON Schema test suite.
#[test]
fn json_schema_suite() {
    let Some(path) = crate::skip::shared("conformance/pattern-dialect/suite.json").unwrap() else {
        return;
    };
    let suite = fs::read_to_string(path).unwrap();
    let suite: Vec<serde_json::Value> = serde_json::from_str(&suite).unwrap();
    let (mut right, mut wrong, mut refused) = (0, Vec::new(), Vec::new());
    for case in &suite {
        let (pattern, text) = (case["p"].as_str().unwrap(), case["s"].as_str().unwrap());
        match compile(pattern) {
            Err(refusal) => refused.push((pattern, refusal)),
            Ok(automaton) if automaton.is_match(text) == case["want"].as_bool().unwrap() => {
                right += 1;
            }
            Ok(_) => wrong.push(case),
        }
    }
    println!("{right} right, {} wrong, {} refused", wrong.len(), refused.len());
    assert_eq!(wrong, Vec::<&serde_json::Value>::new());
    assert_eq!(refused, Vec::<(&str, Refusal)>::new());
    assert_eq!(right, 87);
}

#[test]
fn endpoint() {
    let object = "507f1f77bcf86cd799439088";
    check(
        ORGANIZATION,
        &[object, r"ab\", "my-company", "abc"],
        &["ab", "a_b", "my.org", "", "é-é-é", "abc\n", " abc"],
    );
    check(
        DEVICE,
        &[object, "1", "_", "356938035643809"],
        &["", "é", "a-b", "a b", "a.b", "a/b", "a\n"],
    );
    check(
        OBJECT,
        &[object, "ABCDEFabcdef012345678901"],
        &[
            "",
            "507f1f77bcf86cd79943908",
            "507f1f77bcf86cd7994390880",
            "507f1f77bcf86cd79943908g",
        ],
    );
}

#[test]
fn a_pattern_matches_anywhere_in_a_text() {
    check("a+", &["xxaayy", "a"], &["", "xyz"]);
    check("", &["", "anything"], &[]);
    check("(?:)", &["", "anything"], &[]);
    check("issue", &["an issue"], &["an iss ue"]);
    // Two anchored alternatives and one without an anchor, from github.json and forgejo20.json.
    check("^a|b$|c", &["ax", "xb", "xcx"], &["xa", "bx"]);
}

#[test]
fn anchors_match_only_at_the_ends() {
    check("^abc$", &["abc"], &["abc\n", "\nabc", "abc\r", "abc\u{2028}"]);
    check("a^b", &[], &["ab", "a", "b"]);
    check("a$b", &[], &["ab", "a\nb"]);
    check(
        "(?:^|,)a(?:$|,)",
        &["a", "b,a", "a,b", "b,a,b"],
        &["ba", "ab", "b,ab"],
    );
    check("^^a$$", &["a"], &["aa"]);
    check("(?:^a)*b", &["b", "ab", "cb"], &["a"]);
    check("$^", &[""], &["a", "\n"]);
    check("(?m:^a$)", &["a", "b\na", "a\r\nb"], &["ba", "ab"]);
}

#[test]
fn classes() {
    check(r"^\d$", &["0"], &["٣", "a"]);
    check(r"^\w$", &["_", "Z", "0"], &["é", "ſ", "-"]);
    check(
        r"^\s$",
        &["\u{FEFF}", "\u{A0}", "\u{2028}", "\u{B}", "\u{3000}"],
        &["\u{85}", "\u{200B}", "\u{180E}"],
    );
    check(r"^\S$", &["\u{85}", "🐲"], &["\u{FEFF}"]);
    check(
        "^.$",
        &["a", "🐲", "\u{85}"],
        &["\n", "\r", "\u{2028}", "\u{2029}", ""],
    );
    check("(?s:^.$)", &["\n", "\u{2029}"], &["", "ab"]);
    check("^[^]$", &["\n", "a", "🐲"], &["", "ab"]);
    check("[]", &[], &["", "a"]);
    check("a|[]", &["a"], &["b"]);
    check(r"^[\d\-x]$", &["5", "-", "x"], &["y"]);
    check(r"^[^\d\s]$", &["a", "🐲"], &["5", "\u{FEFF}"]);
    check(r"^[\b]$", &["\u{8}"], &["b"]);
}

#[test]
fn escapes() {
    check(
        r"^\cC\x41\u0042\u{1F432}\uD83D\uDC32\0\t\v\/$",
        &["\u{3}AB🐲🐲\0\t\u{B}/"],
        &[],
    );
    check(r"^[\cA-\cC]$", &["\u{1}", "\u{2}", "\u{3}"], &["\\", "c", "A"]);
    check(r"^[\cj\]x]$", &["\n", "]", "x"], &["j", "c"]);
    check(
        r"^\p{Letter}\p{L}\p{Script=Greek}\P{Lu}$",
        &["éπα1"],
        &["éπa1", "éπαA"],
    );
    check(
        r"^\p{gc=Nd}\p{sc=Grek}\p{scx=Grek}\p{ASCII}\p{Any}$",
        &["٣ααa🐲"],
        &["٣ααé🐲"],
    );
}

#[test]
fn without_the_flag_u() {
    // These are invalid with the flag. Annex B.1.2 of ECMA-262 defines their meaning.
    check(r"^[\w-.]+$", &["a-.b"], &["a,b", "a/b"]);
    check(r"^a\-b\_c\@d$", &["a-b_c@d"], &[]);
    check(r"^a{,5}$", &["a{,5}"], &["aaa"]);
    check(r"^x{$|^]$", &["x{", "]"], &["x"]);
    check(r"^\101\8$", &["A8"], &["101"]);
    check(r"^\c$", &["\\c"], &["c"]);
}

#[test]
fn the_flag_i_ignores_case() {
    check("^(?i:straße)$", &["STRAßE", "STRAẞE"], &["STRASSE"]);
    check("^(?i:k)(?-i:k)$", &["Kk", "\u{212A}k"], &["kK"]);
    check(r"^(?i:\w)$", &["ſ", "\u{212A}"], &["é"]);
    check(r"^(?i:[^k])$", &["a"], &["k", "K", "\u{212A}"]);
    check(r"^(?i:[^\W1])$", &["ſ", "k"], &["1", "-"]);
}

#[test]
fn quantifiers() {
    check(
        "^(?:a{2}b??){2,3}$",
        &["aaaa", "aabaa", "aabaabaab"],
        &["aa", "aabb", "aaaaaaaa"],
    );
    check("^(?:a*)*$", &["", "aaaa"], &["b"]);
    check("^(?:a?){3,}$", &["", "aa", "aaaaa"], &["b"]);
    check("^a{0}$", &[""], &["a"]);
    check("^(?<year>\\d{4})-(?<month>\\d\\d)$", &["2020-01"], &["2020-1"]);
}

#[test]
fn word_boundaries() {
    check(r"\bcat\b", &["cat", "a cat.", "écaté"], &["cats", "_cat"]);
    check(r"\Bat\B", &["cats"], &["cat", "at"]);
    check(r"^\b", &["a"], &["", " a"]);
}

#[test]
fn look_arounds() {
    // A common pattern for passwords.
    check(
        r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{8,16}$",
        &["Passw0rd", "aA345678"],
        &["password", "Passw0r", "PASSW0RD", "Passw0rd!"],
    );
    // nexus.json: a name that isn't a UUID.
    check(
        r"^(?![0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$)^[a-z]([a-zA-Z0-9-]*[a-zA-Z0-9]+)?$",
        &["a", "web-1", "abcdef01-0000-0000-0000-0000000000001"],
        &["abcdef01-0000-0000-0000-000000000000", "web-", "1web"],
    );
    // kittycad.json: a host name, none of whose labels ends in a hyphen.
    check(
        r"^([a-zA-Z0-9]+[a-zA-Z0-9\-]*(?<!-))(\.[a-zA-Z0-9]+[a-zA-Z0-9\-]*(?<!-))*$",
        &["a", "a-b.c--d.e"],
        &["a-", "a-.b", "a.b-", "a..b"],
    );
    check("a(?!b)", &["a", "ac", "aba"], &["ab", "b"]);
    check("(?<=^|,)a", &["a", "b,a"], &["ba"]);
    check("(?!(?!a)b)a", &["a"], &["b"]);
    check(
        "^(?:(?!ab).)*$",
        &["", "aabb".get(1..1).unwrap(), "ba", "aa"],
        &["ab", "bab"],
    );
    check("(?=a$)a", &["ba"], &["ab"]);
    check("(?=a)", &["ba"], &["b"]);
    check("(?!)", &[], &["", "a"]);
    check("(?=a)*b", &["b"], &["a"]);
    check("(?<!(?<=x)a)b", &["b", "ab", "xb"], &["xab"]);
}
