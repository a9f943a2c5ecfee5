//! Prints the paths of the user's types and values.

use proc_macro2::{Ident as Token, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote};

use super::scope::Scope;
use crate::imports::{ALL, FORMAT, Item};
use crate::rust_path::{Argument, PathKind, RustPath, Segment};

impl Scope {
    /// A path of a type or a value of the user. `::` distinguishes a crate from a module of the generated crate with the same
    /// name. `format` is always that module.
    pub(super) fn foreign(&self, path: &RustPath) -> TokenStream {
        let names = path.names();
        let root = match names.as_slice() {
            ["format", _, ..] => Some(self.import(FORMAT).to_token_stream()),
            [root, _, ..] if is_module(root) => {
                let root = self.user_name(root);
                Some(quote! { ::#root })
            }
            ["crate", "format", ..] => {
                self.record(FORMAT);
                None
            }
            [..] => None,
        };
        let segments = path.segments.iter().enumerate();
        let segments = segments.map(|(index, segment)| {
            let name = match &root {
                Some(root) if index == 0 => root.clone(),
                Some(_) | None => self.user_name(&segment.name).to_token_stream(),
            };
            self.segment(name, segment, path.kind)
        });
        let call = (path.kind == PathKind::Function).then(|| quote! { () });
        quote! { #(#segments)::* #call }
    }

    fn segment(&self, name: TokenStream, segment: &Segment, kind: PathKind) -> TokenStream {
        if segment.arguments.is_empty() {
            return name;
        }
        let arguments = segment.arguments.iter().map(|argument| self.argument(argument));
        match kind {
            PathKind::Type => quote! { #name<#(#arguments),*> },
            PathKind::Constant | PathKind::Function => quote! { #name::<#(#arguments),*> },
        }
    }

    fn argument(&self, argument: &Argument) -> TokenStream {
        match argument {
            Argument::Path(path) => self.foreign(path),
            Argument::Tuple(items) => {
                let items = items.iter().map(|item| self.argument(item));
                let comma = (items.len() == 1).then(|| quote! { , });
                quote! { (#(#items),* #comma) }
            }
            Argument::Array(item, length) => {
                let (item, length) = (self.argument(item), Literal::u128_unsuffixed(*length));
                quote! { [#item; #length] }
            }
            Argument::Static => quote! { 'static },
            Argument::Bool(value) => quote! { #value },
            Argument::Integer(value) => Literal::u128_unsuffixed(*value).into_token_stream(),
            Argument::Char(value) => quote! { #value },
        }
    }

    /// A name that the user writes, such as `r#type`.
    fn user_name(&self, name: &str) -> Token {
        self.note_letters(name);
        match name.strip_prefix("r#") {
            Some(keyword) => Token::new_raw(keyword, Span::call_site()),
            None => Token::new(name, Span::call_site()),
        }
    }
}

/// Whether the path is printed as names alone, without generic arguments and without `::` in front.
pub(super) fn is_plain(path: &RustPath) -> bool {
    let is_ours = matches!(path.names().as_slice(), [root, _, ..] if is_module(root));
    !path.is_generic() && !is_ours
}

/// Whether a path that begins with this name begins with a module of the generated crate.
fn is_module(name: &str) -> bool {
    let mut modules = ALL.iter().filter(|import| import.item == Item::Module);
    name != FORMAT.name && modules.any(|import| import.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::File;

    fn path(segments: &[&str], arguments: Vec<Argument>, kind: PathKind) -> RustPath {
        let mut segments: Vec<Segment> = segments
            .iter()
            .map(|name| Segment {
                name: (*name).to_owned(),
                arguments: Vec::new(),
            })
            .collect();
        if let Some(last) = segments.last_mut() {
            last.arguments = arguments;
        }
        RustPath { segments, kind }
    }

    fn ty(segments: &[&str]) -> RustPath {
        path(segments, Vec::new(), PathKind::Type)
    }

    fn printed(path: &RustPath, file: File) -> (String, bool) {
        let scope = Scope::new(file);
        let tokens = scope.foreign(path);
        let file = scope.finish(TokenStream::new(), TokenStream::new());
        (tokens.to_string().replace(' ', ""), file.names(&FORMAT))
    }

    #[test]
    fn two_colons_distinguish_a_crate_from_a_module_with_its_name() {
        let inner = Argument::Path(ty(&["types", "A"]));
        let node = path(&["xml", "Node"], vec![inner], PathKind::Type);
        assert_eq!(printed(&node, File::Types).0, "::xml::Node<::types::A>");
        let id = ty(&["uuid", "xml", "Id"]);
        assert_eq!(printed(&id, File::Types).0, "uuid::xml::Id");
        assert!(is_plain(&id) && !is_plain(&node) && !is_plain(&ty(&["xml", "Node"])));
    }

    #[test]
    fn a_path_to_a_format_has_its_import() {
        let date = path(&["format", "Date", "default"], Vec::new(), PathKind::Function);
        let expected = "format::Date::default()";
        assert_eq!(printed(&date, File::Types), (expected.to_owned(), true));
        assert_eq!(printed(&date, File::Custom), (format!("crate::{expected}"), true));
        let inner = Argument::Path(ty(&["crate", "format", "Date"]));
        let of_date = path(&["a", "B"], vec![inner], PathKind::Type);
        let expected = "a::B<crate::format::Date>".to_owned();
        assert_eq!(printed(&of_date, File::Custom), (expected, true));
        assert!(!printed(&ty(&["a", "format", "B"]), File::Custom).1);
    }

    #[test]
    fn a_path_is_printed_as_it_is_displayed() {
        let arguments = || {
            let u8 = || Argument::Path(ty(&["u8"]));
            vec![
                Argument::Tuple(vec![u8()]),
                Argument::Array(Box::new(u8()), 4),
                Argument::Static,
                Argument::Bool(true),
                Argument::Integer(3),
                Argument::Char('a'),
            ]
        };
        for kind in [PathKind::Type, PathKind::Constant, PathKind::Function] {
            let path = path(&["a", "r#type"], arguments(), kind);
            let displayed = path.to_string().replace(' ', "");
            assert_eq!(printed(&path, File::Types).0, displayed);
        }
    }
}
