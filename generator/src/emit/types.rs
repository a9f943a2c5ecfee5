//! `types.rs`: every schema by name, in submodules if there are many.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::checks::Checks;
use super::scope::{Fragment, Scope};
use super::tokens::{file_name, gate};
use super::{Package, Planned, docs, enums, structs, unions};
use crate::imports::{File, NEWTYPE, STRING_NEWTYPE, reserved_modules};
use crate::ir::{Api, Derives, Shape, Type, TypeDef};
use crate::naming::{self, Ident};

/// How many types one file contains at most. Beyond that there is a file for each first word of their names.
const ONE_FILE: usize = 500;

/// `types.rs`, and its submodules if there are many types. A type's file depends only on its name, so adding a schema moves
/// no other type.
pub(super) fn modules<'a>(api: &'a Api, checks: &'a Checks<'a>, package: &Package) -> Vec<Planned<'a>> {
    let all: Vec<&TypeDef> = api.types.values().collect();
    if all.len() <= ONE_FILE {
        return vec![Planned::new("src/types.rs", move || {
            let head = quote! { #![doc = " The types of the description's schemas."] };
            Some(module(head, &all, api, checks, &quote! { self }))
        })];
    }
    let mut files: BTreeMap<Ident, Vec<&TypeDef>> = BTreeMap::new();
    for def in all {
        files.entry(file(&def.name, package)).or_default().push(def);
    }
    let names: Vec<Ident> = files.keys().cloned().collect();
    let root = Planned::new("src/types.rs", move || Some(root(&names)));
    let files = files.into_iter().map(|(name, defs)| {
        let path = format!("src/types/{}.rs", file_name(&name));
        Planned::new(path, move || {
            let others = names_others(&defs).then(|| quote! { use super::*; });
            Some(module(quote! { #others }, &defs, api, checks, &quote! { super }))
        })
    });
    std::iter::once(root).chain(files).collect()
}

/// The module around modules of types.
fn root(names: &[Ident]) -> Fragment {
    let scope = Scope::new(File::Types);
    let names: Vec<Token> = names.iter().map(|name| scope.ident(name)).collect();
    let head = quote! {
        #![doc = " The types of the description's schemas, in one file for each first word of their names."]
        #(mod #names;)*
        #(pub use #names::*;)*
    };
    scope.finish(head, TokenStream::new())
}

/// The module of a type: the first word of its name, `pet` of `PetOwner`.
fn file(name: &Ident, package: &Package) -> Ident {
    let name = name.as_str().trim_start_matches("r#");
    let rest = name.chars().skip(1);
    let rest = rest.take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let word: String = name.chars().take(1).chain(rest).collect();
    let word = word.to_lowercase();
    let mut crates = package.dependencies.keys();
    let is_reserved = reserved_modules().any(|name| name == word);
    match is_reserved || crates.any(|name| name.replace('-', "_") == word) {
        true => naming::file(&format!("{word}_types")),
        false => naming::file(&word),
    }
}

/// A module of types. `all` is the module from which all types can be exported.
fn module(
    head: TokenStream,
    defs: &[&TypeDef],
    api: &Api,
    checks: &Checks<'_>,
    all: &TokenStream,
) -> Fragment {
    let scope = Scope::new(File::Types);
    let mut former: BTreeMap<&Ident, Vec<&Ident>> = BTreeMap::new();
    for earlier in &api.former {
        former.entry(&earlier.of).or_default().push(&earlier.name);
    }
    let items = defs.iter().map(|def| {
        let item = match &def.same_as {
            Some(kept) => second_name(def, kept, api, all, &scope),
            None => definition(def, api, checks, &scope),
        };
        let former = former.get(&def.name).into_iter().flatten();
        let former = former.map(|name| alias(name, def, api, &scope));
        quote! { #item #(#former)* }
    });
    let items = items.collect();
    scope.finish(head, items)
}

/// Whether a type refers to one that is not in the list.
fn names_others(defs: &[&TypeDef]) -> bool {
    let own: BTreeSet<&Ident> = defs.iter().map(|def| &def.name).collect();
    let mut named = Vec::new();
    for def in defs {
        match &def.same_as {
            // An enum is exported by its path.
            Some(kept) if !is_enum(&def.shape) => named.push(kept.clone()),
            Some(_) => {}
            None => def.shape.mentioned(&mut named),
        }
    }
    named.iter().any(|name| !own.contains(name))
}

fn definition(def: &TypeDef, api: &Api, checks: &Checks<'_>, scope: &Scope) -> TokenStream {
    let [newtype, string_newtype] = scope.imports([NEWTYPE, STRING_NEWTYPE]);
    let name = scope.ident(&def.name);
    let docs = docs::item(&def.docs, &fallback(def));
    let deprecated = def.deprecated.then(|| quote! { #[deprecated] });
    let derives = derives(def, api, scope);
    let attributes = quote! { #(#docs)* #deprecated #derives };
    let gate = gate(api.features.of_type(&def.name).iter().map(String::as_str));
    let item = match &def.shape {
        Shape::Struct(object) => structs::structure(def, object, api, checks, &attributes, scope),
        Shape::StringEnum(values) => enums::strings(&name, values, &attributes, scope),
        Shape::IntegerEnum(values) => enums::integers(&name, values, &attributes, scope),
        Shape::Union(union) => unions::union(&name, union, checks, &attributes, scope),
        Shape::StringNewtype(text) => {
            let check = checks.path(&text.constraints, scope);
            let debug = text.secret.then(|| quote! { secret });
            quote! {
                #string_newtype! { #attributes pub struct #name check(&#check) #debug }
            }
        }
        Shape::Newtype(inner) => {
            let inner = scope.ty(inner);
            quote! {
                #attributes
                #[derive(Clone, PartialEq)]
                pub struct #name {
                    inner: #inner,
                }
                #gate
                #newtype! { #name(#inner) }
            }
        }
        Shape::Alias(inner) => {
            let inner = scope.ty(inner);
            quote! {
                #attributes
                pub type #name = #inner;
            }
        }
    };
    quote! { #gate #item }
}

/// What the type derives besides the traits of every type, and its further attributes.
fn derives(def: &TypeDef, api: &Api, scope: &Scope) -> TokenStream {
    let Some(Derives {
        std,
        macros,
        attributes,
        fields: _,
    }) = api.derives.get(&def.name)
    else {
        return TokenStream::new();
    };
    let std = std.iter().map(|one| Token::new(one.name(), Span::call_site()));
    let macros = macros.iter().map(|path| scope.foreign(path));
    let all: Vec<TokenStream> = std.map(|name| quote! { #name }).chain(macros).collect();
    let derive = (!all.is_empty()).then(|| quote! { #[derive(#(#all),*)] });
    let attributes: Vec<TokenStream> = attributes.iter().filter_map(|text| text.parse().ok()).collect();
    quote! { #derive #(#attributes)* }
}

/// A second name of an equal type. That of an enum can be imported with its variants.
fn second_name(def: &TypeDef, kept: &Ident, api: &Api, all: &TokenStream, scope: &Scope) -> TokenStream {
    let (name, kept) = (scope.ident(&def.name), scope.ident(kept));
    let docs = docs::item(&def.docs, &fallback(def));
    let gate = gate(api.features.of_type(&def.name).iter().map(String::as_str));
    let item = match is_enum(&def.shape) {
        true => quote! { pub use #all::#kept as #name; },
        false => quote! { pub type #name = #kept; },
    };
    quote! { #gate #(#docs)* #item }
}

fn is_enum(shape: &Shape) -> bool {
    match shape {
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Union(_) => true,
        Shape::Struct(_) | Shape::StringNewtype(_) | Shape::Newtype(_) | Shape::Alias(_) => false,
    }
}

/// An earlier name of a type. An alias can't be imported with its variants, so that of an enum is another name of the item,
/// which can't be deprecated.
fn alias(former: &Ident, def: &TypeDef, api: &Api, scope: &Scope) -> TokenStream {
    let (former, name) = (scope.ident(former), scope.ident(&def.name));
    let docs = format!(" The former name of [`{}`].", def.name);
    let note = format!("renamed to `{}`", def.name);
    let gate = gate(api.features.of_type(&def.name).iter().map(String::as_str));
    match is_enum(&def.shape) {
        true => quote! {
            #gate
            #[doc = #docs]
            pub use self::#name as #former;
        },
        false => quote! {
            #gate
            #[doc = #docs]
            #[deprecated(note = #note)]
            pub type #former = #name;
        },
    }
}

/// The docs of a type without a description.
fn fallback(def: &TypeDef) -> String {
    match &def.shape {
        Shape::Alias(Type::Named(name)) => format!("An alias of [`{name}`]."),
        Shape::Struct(_)
        | Shape::StringEnum(_)
        | Shape::IntegerEnum(_)
        | Shape::Union(_)
        | Shape::StringNewtype(_)
        | Shape::Newtype(_)
        | Shape::Alias(_) => format!("The schema at {}.", docs::code(&def.pointer.to_string())),
    }
}
