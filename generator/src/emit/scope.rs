//! The names in a file: emitters ask the file's scope for each, and it records what the file needs for those that are printed.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident as Token, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt as _, quote};

use super::{Package, module};
use crate::imports::{BTREE_MAP, FILE_PART, FORMAT, File, Import, JSON, TYPES};
use crate::ir::Type;
use crate::naming::Ident;

/// A file that is being printed.
pub(super) struct Scope {
    file: File,
    /// The path of the crate or of the module, where links of docs begin.
    root: String,
    /// Everything printed so far that can be imported.
    printed: RefCell<BTreeSet<Import>>,
    has_foreign_letters: Cell<bool>,
}

/// The tokens of a file, with what they need of the files around it.
pub(super) struct Fragment {
    pub tokens: TokenStream,
    printed: BTreeSet<Import>,
    /// Whether a name has letters beyond ASCII.
    pub has_foreign_letters: bool,
}

impl Fragment {
    /// Whether it names what can be imported, by a short name or by its path.
    pub(super) fn names(&self, import: &Import) -> bool {
        self.printed.contains(import)
    }
}

/// Something that can be imported, as its file names it. The file imports it where this is printed, and only there.
#[derive(Clone, Copy)]
pub(super) struct Imported<'s> {
    import: Import,
    scope: &'s Scope,
}

impl ToTokens for Imported<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { import, scope } = self;
        scope.record(*import);
        if !import.is_in(scope.file) {
            for segment in import.module.split("::") {
                tokens.append(Token::new(segment, Span::call_site()));
                tokens.append(Punct::new(':', Spacing::Joint));
                tokens.append(Punct::new(':', Spacing::Alone));
            }
        }
        tokens.append(Token::new(import.name, Span::call_site()));
    }
}

impl Scope {
    pub(super) fn new(file: File) -> Self {
        Self {
            file,
            root: module::path(&[]),
            printed: RefCell::default(),
            has_foreign_letters: Cell::default(),
        }
    }

    /// The file in this package, which may be a module.
    pub(super) fn in_package(self, package: &Package) -> Self {
        Self {
            root: package.root(),
            ..self
        }
    }

    /// The path of the crate or of the module, where links of docs begin.
    pub(super) fn root(&self) -> &str {
        &self.root
    }

    /// What emitted code names of other files and crates. There is no other way to print it.
    pub(super) fn import(&self, import: Import) -> Imported<'_> {
        Imported { import, scope: self }
    }

    /// Several at once.
    pub(super) fn imports<const N: usize>(&self, imports: [Import; N]) -> [Imported<'_>; N] {
        imports.map(|import| self.import(import))
    }

    /// A name of the description.
    pub(super) fn ident(&self, ident: &Ident) -> Token {
        let name = ident.as_str();
        self.note_letters(name);
        match name.strip_prefix("r#") {
            Some(keyword) => Token::new_raw(keyword, Span::call_site()),
            None => Token::new(name, Span::call_site()),
        }
    }

    /// Notes what a path of the user's own names.
    pub(super) fn record(&self, import: Import) {
        self.printed.borrow_mut().insert(import);
    }

    /// Notes whether a name has letters beyond ASCII.
    pub(super) fn note_letters(&self, name: &str) {
        if !name.is_ascii() {
            self.has_foreign_letters.set(true);
        }
    }

    /// A type.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Bool => quote! { bool },
            Type::I64 => quote! { i64 },
            Type::U64 => quote! { u64 },
            Type::F64 => quote! { f64 },
            Type::String => quote! { String },
            Type::Text(format) => {
                let name = Token::new(format.rust(), Span::call_site());
                let format = self.import(FORMAT);
                quote! { #format::#name }
            }
            Type::Custom(path) => self.foreign(path),
            Type::File => self.import(FILE_PART).into_token_stream(),
            Type::Json => self.import(JSON).into_token_stream(),
            Type::Named(name) => {
                let (name, types) = (self.ident(name), self.import(TYPES));
                match self.file == File::Types {
                    true => quote! { #name },
                    false => quote! { #types::#name },
                }
            }
            Type::Boxed(inner) => {
                let inner = self.ty(inner);
                quote! { Box<#inner> }
            }
            Type::Array(inner) => {
                let inner = self.ty(inner);
                quote! { Vec<#inner> }
            }
            Type::Map(inner) => self.map(inner),
            Type::Nullable(inner) => {
                let inner = self.ty(inner);
                quote! { Option<#inner> }
            }
        }
    }

    /// A map of names to values of a type.
    pub(super) fn map(&self, of: &Type) -> TokenStream {
        let (map, of) = (self.import(BTREE_MAP), self.ty(of));
        quote! { #map<String, #of> }
    }

    /// The file: what stands at its head, the imports that its items need, and the items.
    pub(super) fn finish(self, head: TokenStream, items: TokenStream) -> Fragment {
        let printed = self.printed.into_inner();
        let mut tokens = head;
        tokens.extend(uses(printed.iter().filter(|import| import.is_in(self.file))));
        tokens.extend(items);
        Fragment {
            tokens,
            printed,
            has_foreign_letters: self.has_foreign_letters.get(),
        }
    }
}

/// An item for each module of which something is imported: those of the crate first, those of the standard library last.
fn uses<'i>(imports: impl Iterator<Item = &'i Import>) -> TokenStream {
    let mut modules: BTreeMap<(u8, Vec<&str>), Vec<Token>> = BTreeMap::new();
    for import in imports {
        let mut path: Vec<&str> = import.module.split("::").collect();
        let rank = match path.first() {
            Some(&"crate") => 0,
            Some(&"std") => 2,
            Some(_) | None => 1,
        };
        // A module of the crate itself has an item of its own.
        let name = match path.as_slice() {
            ["crate"] => {
                path.push(import.name);
                None
            }
            _ => Some(Token::new(import.name, Span::call_site())),
        };
        modules.entry((rank, path)).or_default().extend(name);
    }
    let items = modules.iter().map(|((_, path), names)| {
        let path = path.iter().map(|segment| Token::new(segment, Span::call_site()));
        match names.as_slice() {
            [] => quote! { use #(#path)::*; },
            [name] => quote! { use #(#path)::*::#name; },
            names => quote! { use #(#path)::*::{#(#names),*}; },
        }
    });
    items.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::{BODY, BYTES, CALL, MODE};

    #[test]
    fn a_file_imports_what_it_prints_and_nothing_else() {
        let scope = Scope::new(File::Operations);
        let [call, _unused] = scope.imports([CALL, MODE]);
        let (map, json) = (scope.map(&Type::String), scope.ty(&Type::Json));
        let types = scope.import(TYPES);
        let items = quote! { fn a(types: #types::Pet, map: #map) -> #call { #json::Null } };
        let expected = quote! {
            use crate::client::Call;
            use crate::types;
            use std::collections::BTreeMap;
            fn a(types: types::Pet, map: BTreeMap<String, String>) -> Call { serde_json::Value::Null }
        };
        let file = scope.finish(TokenStream::new(), items);
        assert_eq!(file.tokens.to_string(), expected.to_string());
        assert!(file.names(&JSON) && !file.names(&MODE) && !file.names(&FORMAT));
    }

    #[test]
    fn a_file_that_does_not_import_a_name_has_its_path() {
        let scope = Scope::new(File::Headers);
        let [bytes, body] = scope.imports([BYTES, BODY]);
        let items = quote! { struct A(#bytes, #body); };
        let expected = quote! { struct A(bytes::Bytes, crate::runtime::http::Body); };
        let file = scope.finish(TokenStream::new(), items);
        assert_eq!(file.tokens.to_string(), expected.to_string());
    }
}
