//! Paths of the user's own.

use proc_macro2::{Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens as _, TokenStreamExt as _};

use super::scope::Scope;
use crate::imports::{ALL, FORMAT, Item};

impl Scope {
    /// The path of a type or a value of the user's own. A crate with the name of one of our modules is told from it, apart from
    /// `format`, which is always our module.
    pub(super) fn foreign(&self, path: &str) -> TokenStream {
        self.note_letters(path);
        let tokens: TokenStream = path.parse().unwrap_or_default();
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut out = TokenStream::new();
        for (at, tree) in trees.iter().enumerate() {
            let names = names_at(&trees, at);
            match names.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                ["format", _, ..] => {
                    self.import(FORMAT).to_tokens(&mut out);
                    continue;
                }
                ["crate", "format", ..] => self.record(FORMAT),
                [root, _, ..] if is_module(root) => separate(&mut out),
                [..] => {}
            }
            out.append(tree.clone());
        }
        out
    }
}

/// Whether the path is printed as names alone, without generics and without `::` in front.
pub(super) fn is_plain(path: &str) -> bool {
    let root = path.split_once("::").map(|(root, _)| root);
    !path.contains('<') && !root.is_some_and(is_module)
}

/// Whether a path would begin with a module of ours.
fn is_module(name: &str) -> bool {
    let mut modules = ALL.iter().filter(|import| import.item == Item::Module);
    name != FORMAT.name && modules.any(|import| import.name == name)
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
    use crate::imports::{File, Import};

    fn printed(path: &str, file: File) -> (String, bool) {
        let scope = Scope::new(file);
        let tokens = scope.foreign(path);
        let file = scope.finish(TokenStream::new(), TokenStream::new());
        (tokens.to_string().replace(' ', ""), file.names(&FORMAT))
    }

    #[test]
    fn a_crate_with_the_name_of_a_module_is_told_from_it() {
        let path = |path: &str| printed(path, File::Types).0;
        assert_eq!(path("xml::Node<types::A>"), "::xml::Node<::types::A>");
        assert_eq!(path("uuid::xml::Id"), "uuid::xml::Id");
        assert!(is_plain("uuid::xml::Id") && !is_plain("xml::Node") && !is_plain("a::B<u8>"));
    }

    #[test]
    fn a_path_to_a_format_has_its_import() {
        let path = "format::Date::default()";
        assert_eq!(printed(path, File::Types), (path.to_owned(), true));
        assert_eq!(printed(path, File::Custom), (format!("crate::{path}"), true));
        let path = "a::B<crate::format::Date>";
        assert_eq!(printed(path, File::Custom), (path.to_owned(), true));
        assert!(!printed("a::format::B", File::Custom).1);
    }

    #[test]
    fn no_path_is_longer_than_the_longest() {
        let length = |import: &Import| import.module.split("::").count() + 1;
        assert!(ALL.iter().all(|import| length(import) <= LONGEST));
    }
}
