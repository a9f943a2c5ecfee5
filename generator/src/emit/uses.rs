//! Imports: emitters print whole paths, and each file shortens those that the table imports.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident as Token, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote};

use crate::imports::{ALL, File, Import, Item};

impl ToTokens for Import {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for (index, segment) in segments(self).into_iter().enumerate() {
            if index > 0 {
                separate(tokens);
            }
            tokens.append(Token::new(segment, Span::call_site()));
        }
    }
}

/// The items of a file after its imports. No import is unused, and none is missing.
pub(super) fn with_uses(file: File, items: TokenStream) -> TokenStream {
    let imports = ALL.iter().filter(|import| import.is_in(file));
    let mut shortener = Shortener {
        imports: imports.map(|import| (segments(import), import)).collect(),
        used: BTreeMap::new(),
    };
    let items = shortener.shortened(items);
    let uses = shortener.uses();
    quote! { #uses #items }
}

/// The path of a user's type or value. A crate with the name of one of the generated modules is distinguished from it.
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

/// Whether the tokens start with an import's whole path, as in a `use`.
pub(super) fn begins_with(tokens: &TokenStream, import: &Import) -> bool {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let segments = segments(import);
    (0..trees.len()).any(|at| names_at(&trees, at).iter().take(segments.len()).eq(&segments))
}

/// Whether a path would start with one of the generated modules. A type of `format` refers to that module on purpose.
fn is_module(name: &str) -> bool {
    let mut modules = ALL.iter().filter(|import| import.item == Item::Module);
    name != "format" && modules.any(|import| import.name == name)
}

fn segments(import: &Import) -> Vec<&'static str> {
    import.module.split("::").chain([import.name]).collect()
}

fn separate(tokens: &mut TokenStream) {
    tokens.append(Punct::new(':', Spacing::Joint));
    tokens.append(Punct::new(':', Spacing::Alone));
}

/// The number of names in the longest path of the table.
const LONGEST: usize = 5;

struct Shortener {
    imports: BTreeMap<Vec<&'static str>, &'static Import>,
    /// The shortened paths, by the position of their `use`, the most distant modules first.
    used: BTreeMap<(u8, String), BTreeSet<&'static str>>,
}

impl Shortener {
    fn shortened(&mut self, tokens: TokenStream) -> TokenStream {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut out = TokenStream::new();
        let mut at = 0_usize;
        while let Some(tree) = trees.get(at) {
            if let Some((import, length)) = self.import(&trees, at) {
                self.note(import);
                out.append(Token::new(import.name, Span::call_site()));
                // Each name but the last is followed by two colons.
                at = at.saturating_add(length.saturating_mul(3).saturating_sub(2));
                continue;
            }
            match tree {
                TokenTree::Group(group) => {
                    out.append(Group::new(group.delimiter(), self.shortened(group.stream())));
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => out.append(tree.clone()),
            }
            at = at.saturating_add(1);
        }
        out
    }

    /// The import of the path at this position, and how many names it has.
    fn import(&self, trees: &[TokenTree], at: usize) -> Option<(&'static Import, usize)> {
        let names = names_at(trees, at);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let lengths = (1..=names.len()).rev();
        let mut known = lengths.filter_map(|length| {
            let import = self.imports.get(names.get(..length)?)?;
            Some((*import, length))
        });
        known.next()
    }

    fn note(&mut self, import: &'static Import) {
        let root = import.module.split("::").next().unwrap_or_default();
        let rank = match root {
            "crate" => 0,
            "std" => 2,
            _ => 1,
        };
        let place = match import.module {
            "crate" => format!("crate::{}", import.name),
            module => module.to_owned(),
        };
        self.used.entry((rank, place)).or_default().insert(import.name);
    }

    fn uses(&self) -> TokenStream {
        let lines = self.used.iter().map(|((_, place), names)| {
            let path: TokenStream = place.parse().unwrap_or_default();
            let is_module = place
                .strip_prefix("crate::")
                .is_some_and(|name| names.contains(name));
            let mut names = names.iter().map(|name| Token::new(name, Span::call_site()));
            match (is_module, names.len()) {
                (true, _) => quote! { use #path; },
                (false, 1) => {
                    let name = names.next();
                    quote! { use #path::#name; }
                }
                (false, _) => quote! { use #path::{#(#names),*}; },
            }
        });
        lines.collect()
    }
}

/// The names of the path that starts at this position; none if no path starts there.
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

/// Whether `::` is at this position.
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
    use crate::imports::{BODY, BTREE_MAP, BYTES, CALL, JSON, TYPES};

    fn printed(file: File, items: TokenStream) -> String {
        with_uses(file, items).to_string()
    }

    #[test]
    fn a_file_imports_what_it_names_and_nothing_else() {
        let items = quote! {
            fn a(types: #TYPES::Pet) -> #CALL<#BTREE_MAP<String, #TYPES::Bytes>> { Bytes(#JSON::Null) }
        };
        let expected = quote! {
            use crate::client::Call;
            use crate::types;
            use std::collections::BTreeMap;
            fn a(types: types::Pet) -> Call<BTreeMap<String, types::Bytes>> { Bytes(serde_json::Value::Null) }
        };
        assert_eq!(printed(File::Operations, items), expected.to_string());
    }

    #[test]
    fn a_file_that_does_not_import_a_name_has_its_path() {
        let items = quote! { struct A(#BYTES, #BODY); };
        let expected = quote! { struct A(bytes::Bytes, crate::runtime::http::Body); };
        assert_eq!(printed(File::Headers, items), expected.to_string());
    }

    #[test]
    fn a_crate_with_the_name_of_a_module_is_told_from_it() {
        let path = |path: &str| foreign(path).to_string().replace(' ', "");
        assert_eq!(path("xml::Node<types::A>"), "::xml::Node<::types::A>");
        assert_eq!(path("uuid::xml::Id"), "uuid::xml::Id");
        assert_eq!(path("format::Date"), "format::Date");
    }

    #[test]
    fn no_path_is_longer_than_the_longest() {
        assert!(ALL.iter().all(|import| segments(import).len() <= LONGEST));
    }
}
