//! Unions, and the evidence that distinguishes their variants.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::checks::Checks;
use super::docs;
use super::scope::Scope;
use super::tokens::{integer, kinds, literal, unknown};
use crate::imports::{EXTERNAL_UNION, PATTERNS, UNION};
use crate::ir::{ContentPlace, Evidence, Kinds, Literal, Type, Union, UnionVariant};

/// A union with its table.
pub(super) fn union(
    name: &Ident,
    union: &Union,
    checks: &Checks<'_>,
    attributes: &TokenStream,
    scope: &Scope,
) -> TokenStream {
    let [plain, external] = scope.imports([UNION, EXTERNAL_UNION]);
    let unknown = unknown();
    if is_external(union) {
        let rows = union
            .variants
            .iter()
            .map(|variant| external_row(variant, checks, scope));
        return quote! {
            #external! {
                #attributes
                pub enum #name { #(#rows)* ..#unknown }
            }
        };
    }
    let rows = union.variants.iter().map(|variant| row(variant, checks, scope));
    quote! {
        #plain! {
            #attributes
            pub enum #name { #(#rows)* ..#unknown }
        }
    }
}

/// Whether the union is externally tagged, which has its own macro.
fn is_external(union: &Union) -> bool {
    let mut variants = union.variants.iter();
    variants.any(|variant| variant.place != ContentPlace::Whole)
}

fn external_row(variant: &UnionVariant, checks: &Checks<'_>, scope: &Scope) -> TokenStream {
    let name = scope.ident(&variant.name);
    let docs = docs::row(&variant.docs);
    match &variant.place {
        ContentPlace::Nowhere(text) => quote! { #(#docs)* #name = #text, },
        ContentPlace::Property(key) => {
            let from = from(variant, scope);
            let content = scope.ty(&variant.ty);
            let check = checks
                .path(&variant.constraints, scope)
                .map(|check| quote! { check(&#check) });
            quote! { #(#docs)* #name(#content) #from = #key #check, }
        }
        ContentPlace::Whole => TokenStream::new(),
    }
}

/// The `from` clause: a variant implements `From` for its content, unless the clause names another type or none.
fn from(variant: &UnionVariant, scope: &Scope) -> Option<TokenStream> {
    match (variant.convertible, &variant.ty) {
        (false, _) => Some(quote! { from() }),
        (true, Type::Boxed(inner)) => {
            let bare = scope.ty(inner);
            Some(quote! { from(#bare) })
        }
        (true, _) => None,
    }
}

fn row(variant: &UnionVariant, checks: &Checks<'_>, scope: &Scope) -> TokenStream {
    let name = scope.ident(&variant.name);
    let from = from(variant, scope);
    let tests: Vec<TokenStream> = match variant.evidence.as_slice() {
        [] | [Evidence::Kind(Kinds::ANY)] => vec![quote! { always() }],
        evidence => evidence.iter().map(|of| test(of, scope)).collect(),
    };
    let docs = docs::row(&variant.docs);
    let content = scope.ty(&variant.ty);
    let check = checks
        .path(&variant.constraints, scope)
        .map(|check| quote! { check(&#check) });
    quote! { #(#docs)* #name(#content) #check #from where #(#tests)*, }
}

fn test(evidence: &Evidence, scope: &Scope) -> TokenStream {
    match evidence {
        Evidence::Kind(set) => {
            let set = kinds(*set);
            quote! { kind(#(#set)|*) }
        }
        Evidence::Tag { key, values } => match values.as_slice() {
            [value] => quote! { tag(#key, #value) },
            values => quote! { tags(#key, &[#(#values),*]) },
        },
        Evidence::OtherTag { key, values } => quote! { other_tag(#key, &[#(#values),*]) },
        Evidence::DefaultTag { key, values } => quote! { default_tag(#key, &[#(#values),*]) },
        Evidence::Member { key, value } => {
            let value = literal(value);
            quote! { literal(#key, #value) }
        }
        Evidence::Integers { key, values } => {
            let values = values.iter().copied().map(integer);
            quote! { integers(#key, &[#(#values),*]) }
        }
        Evidence::Key(key) => quote! { key(#key) },
        Evidence::SoleKey(key) => quote! { sole_key(#key) },
        Evidence::MemberKind { key, kinds: set } => {
            let set = kinds(*set);
            quote! { member(#key, #(#set)|*) }
        }
        Evidence::OptionalMember { key, values } => {
            let values = values.iter().map(constant);
            quote! { member_in(#key, &[#(#values),*]) }
        }
        Evidence::FirstItem(set) => {
            let set = kinds(*set);
            quote! { first(#(#set)|*) }
        }
        Evidence::Strings(values) => quote! { value_in(&[#(#values),*]) },
        Evidence::Pattern(name) => {
            let (patterns, name) = (scope.import(PATTERNS), scope.ident(name));
            quote! { matches(&#patterns::#name) }
        }
    }
}

/// A value in a constant list.
fn constant(value: &Literal) -> TokenStream {
    match value {
        Literal::String(text) => quote! { Literal::Str(#text) },
        Literal::Integer(number) => {
            let number = integer(*number);
            quote! { Literal::I64(#number) }
        }
        Literal::Bool(flag) => quote! { Literal::Bool(#flag) },
    }
}
