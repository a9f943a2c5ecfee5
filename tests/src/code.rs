//! Rust files for the rules about them: tokens without tests and without quoted tokens.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The tokens of a file without its `#[cfg(test)]` items and `#[test]` functions.
///
/// # Errors
/// When the text is not valid Rust.
pub fn parse(text: &str) -> Result<Vec<TokenTree>, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
    Ok(without_tests(tokens))
}

/// The segments after `root ::` at any depth, except in quoted tokens: `json` and `http` in `use crate::{json, http::x}`.
pub fn members_of(root: &str, tokens: &[TokenTree]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_level(tokens, true, &mut |level| {
        for (index, _) in paths(level).filter(|(_, name)| name == root) {
            match level.get(index + 3) {
                Some(TokenTree::Ident(member)) => drop(found.insert(member.to_string())),
                Some(TokenTree::Group(group)) => found.extend(first_of_each(group.stream())),
                Some(TokenTree::Punct(_) | TokenTree::Literal(_)) | None => {}
            }
        }
    });
    found
}

/// The first segments of all paths, except in quoted tokens: `std` in `std::fs::read`.
pub fn roots(tokens: &[TokenTree]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_level(tokens, true, &mut |level| {
        found.extend(paths(level).map(|(_, name)| name))
    });
    found
}

/// Whether these tokens occur in sequence anywhere, including quoted tokens: `["panic", "!"]`.
pub fn contains(tokens: &[TokenTree], words: &[&str]) -> bool {
    let mut found = false;
    each_level(tokens, false, &mut |level| {
        let texts: Vec<String> = level.iter().map(word).collect();
        found |= texts.windows(words.len()).any(|window| window == words);
    });
    found
}

/// Whether a condition combines `let` with `&&`, which Rust 1.85 does not support.
pub fn has_let_chain(tokens: &[TokenTree]) -> bool {
    let mut found = false;
    each_level(tokens, false, &mut |level| {
        let words: Vec<String> = level.iter().map(word).collect();
        let mut rest = words.as_slice();
        while let Some(start) = rest.iter().position(|word| word == "if" || word == "while") {
            rest = rest.get(start + 1..).unwrap_or_default();
            let end = rest
                .iter()
                .position(|word| word == "{" || word == "=>")
                .unwrap_or(rest.len());
            let condition = rest.get(..end).unwrap_or_default();
            let joins = condition.windows(2).any(|pair| pair == ["&", "&"]);
            found |= joins && condition.iter().any(|word| word == "let");
        }
    });
    found
}

/// The tokens without tests. An item ends with its first braces or its semicolon.
fn without_tests(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(tree) = tokens.next() {
        if is_test(&tree) {
            kept.pop();
            tokens
                .by_ref()
                .find(|tree| matches!(word(tree).as_str(), "{" | ";"));
        } else {
            kept.push(tree);
        }
    }
    kept
}

/// The brackets of `#[test]` and `#[cfg(test)]`.
fn is_test(tree: &TokenTree) -> bool {
    matches!(
        tree.to_string().replace(' ', "").as_str(),
        "[test]" | "[cfg(test)]"
    )
}

/// The index and name of each identifier that is followed but not preceded by `::`.
fn paths(level: &[TokenTree]) -> impl Iterator<Item = (usize, String)> {
    let is = |index: Option<usize>, c: char| match index.and_then(|index| level.get(index)) {
        Some(TokenTree::Punct(punct)) => punct.as_char() == c,
        Some(TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_)) | None => false,
    };
    level.iter().enumerate().filter_map(move |(index, tree)| {
        let TokenTree::Ident(name) = tree else { return None };
        let begins = !(is(index.checked_sub(1), ':') && is(index.checked_sub(2), ':'));
        let goes_on = is(Some(index + 1), ':') && is(Some(index + 2), ':');
        (begins && goes_on).then(|| (index, name.to_string()))
    })
}

fn first_of_each(list: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut begins = true;
    for tree in list {
        if let (true, TokenTree::Ident(name)) = (begins, &tree) {
            names.push(name.to_string());
        }
        begins = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    }
    names
}

/// Visits the tokens and the groups in them one by one. With `unquoted`, the arguments of `quote!` are skipped, since they are
/// generated code.
pub(crate) fn each_level(tokens: &[TokenTree], unquoted: bool, visit: &mut dyn FnMut(&[TokenTree])) {
    visit(tokens);
    for (index, tree) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = tree {
            let before = |back: usize| {
                index
                    .checked_sub(back)
                    .and_then(|index| tokens.get(index))
                    .map(word)
            };
            let is_quoted = before(1).as_deref() == Some("!") && before(2).as_deref() == Some("quote");
            if !(unquoted && is_quoted) {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                each_level(&inner, unquoted, visit);
            }
        }
    }
}

fn word(tree: &TokenTree) -> String {
    match tree {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Brace => "{",
            Delimiter::Parenthesis => "(",
            Delimiter::Bracket => "[",
            Delimiter::None => "",
        }
        .to_owned(),
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => tree.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn paths_are_found_everywhere() {
        let text = "use crate::{a::B, c}; use std::fs; fn f() { let x: crate::d::E = g(std::env::var); quote! { crate::quoted::F heck::g } }
                    #[cfg(test)] mod tests { use crate::only_in_tests; }";
        let tokens = parse(text).unwrap();
        assert_eq!(members_of("crate", &tokens), set(&["a", "c", "d"]));
        assert_eq!(members_of("std", &tokens), set(&["fs", "env"]));
        assert!(!roots(&tokens).contains("heck"));
        assert!(contains(&tokens, &["quote", "!"]) && !contains(&tokens, &["panic", "!"]));
    }

    #[test]
    fn only_let_chains_are_found() {
        let chained = |body: &str| has_let_chain(&parse(&format!("fn f() {{ {body} }}")).unwrap());
        assert!(chained("if let Some(x) = y && x { }"));
        assert!(chained("while a && let Some(x) = y { }"));
        assert!(chained("if x { if let Some(x) = y && x { } }"));
        assert!(!chained(
            "if let Some(x) = (a && b) { } if a && b { } let z = a && b;"
        ));
        assert!(!chained("match x { y if a && b => { let z = 1; } }"));
    }
}
