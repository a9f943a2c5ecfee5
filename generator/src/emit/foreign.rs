//! Paths of the user's own.

use proc_macro2::{Punct, Spacing, TokenStream, TokenTree};
use quote::TokenStreamExt as _;

use crate::imports::{ALL, Item};

/// The path of a type or a value of the user's own. A crate that has the name of one of our modules is told from it.
pub(super) fn foreign(path: &str) -> TokenStream {
    let tokens: TokenStream = path.parse().unwrap_or_default();
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = TokenStream::new();
    for (at, tree) in trees.iter().enumerate() {
        let is_path = names_at(&trees, at).len() > 1;
        if is_path && matches!(tree, TokenTree::Ident(name) if is_module(&name.to_string())) {
            separate(&mut out);
        }
        out.append(tree.clone());
    }
    out
}

/// Whether a path would begin with a module of ours. A type of `format` is meant to be one of it.
fn is_module(name: &str) -> bool {
    let mut modules = ALL.iter().filter(|import| import.item == Item::Module);
    name != "format" && modules.any(|import| import.name == name)
}

fn separate(tokens: &mut TokenStream) {
    tokens.append(Punct::new(':', Spacing::Joint));
    tokens.append(Punct::new(':', Spacing::Alone));
}

/// The longest path in the table.
const LONGEST: usize = 5;

/// The names of the path that begins at this place; none where no path begins.
fn names_at(trees: &[TokenTree], at: usize) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = at;
    if at.checked_sub(2).is_some_and(|before| are_colons(trees, before)) {
        return names;
    }
    while names.len() < LONGEST {
        let Some(TokenTree::Ident(name)) = trees.get(next) else {
            break;
        };
        names.push(name.to_string());
        if !are_colons(trees, next.saturating_add(1)) {
            break;
        }
        next = next.saturating_add(3);
    }
    names
}

/// Whether `::` is at this place.
fn are_colons(trees: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| match trees.get(at) {
        Some(TokenTree::Punct(mark)) if mark.as_char() == ':' => Some(mark.spacing()),
        Some(TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Group(_) | TokenTree::Literal(_))
        | None => None,
    };
    colon(at) == Some(Spacing::Joint) && colon(at.saturating_add(1)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::Import;

    #[test]
    fn a_crate_with_the_name_of_a_module_is_told_from_it() {
        let path = |path: &str| foreign(path).to_string().replace(' ', "");
        assert_eq!(path("xml::Node<types::A>"), "::xml::Node<::types::A>");
        assert_eq!(path("uuid::xml::Id"), "uuid::xml::Id");
        assert_eq!(path("format::Date"), "format::Date");
    }

    #[test]
    fn no_path_is_longer_than_the_longest() {
        let length = |import: &Import| import.module.split("::").count() + 1;
        assert!(ALL.iter().all(|import| length(import) <= LONGEST));
    }
}
