//! Unions and the evidence that tells their variants apart.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::tokens::{Place, ident, index, literal, ty};
use crate::ir::{Evidence, Kinds, Type, Union, UnionVariant};

/// A union with its table.
pub(super) fn union(name: &Ident, union: &Union, attributes: &TokenStream) -> TokenStream {
    let unknown = ident(&union.unknown);
    let rows = union
        .variants
        .iter()
        .enumerate()
        .map(|(number, variant)| row(number, variant));
    quote! {
        union! {
            #attributes
            pub enum #name { #(#rows)* ..#unknown }
        }
    }
}

fn content(ty: &Type) -> String {
    match ty {
        Type::Named(name) => format!("[`{name}`]"),
        Type::Boxed(inner) => content(inner),
        Type::Bool => "A boolean.".to_owned(),
        Type::I64 | Type::U64 => "An integer.".to_owned(),
        Type::F64 => "A number.".to_owned(),
        Type::String => "A string.".to_owned(),
        Type::Text(format) => format!("[`format::{}`]", format.rust()),
        Type::Json => "Any JSON.".to_owned(),
        Type::Array(_) => "A list.".to_owned(),
        Type::Map(_) => "A map.".to_owned(),
        Type::Nullable(_) => "A value or `null`.".to_owned(),
    }
}

fn row(number: usize, variant: &UnionVariant) -> TokenStream {
    let (number, name) = (index(number), ident(&variant.name));
    let from = variant.convertible.then(|| {
        let bare = if let Type::Boxed(inner) = &variant.ty {
            inner
        } else {
            &variant.ty
        };
        let bare = ty(bare, Place::Types);
        quote! { from #bare }
    });
    let tests: Vec<TokenStream> = match variant.evidence.as_slice() {
        [] | [Evidence::Kind(Kinds::ANY)] => vec![quote! { always() }],
        evidence => evidence.iter().map(test).collect(),
    };
    let docs = docs::item(&variant.docs, &content(&variant.ty));
    let content = ty(&variant.ty, Place::Types);
    quote! { #(#docs)* #number #name(#content) #from where #(#tests)*, }
}

fn test(evidence: &Evidence) -> TokenStream {
    match evidence {
        Evidence::Kind(set) => {
            let set = kinds(*set);
            quote! { kind(#set) }
        }
        Evidence::Tag { key, values } => match values.as_slice() {
            [value] => quote! { tag(#key, #value) },
            values => quote! { tags(#key, &[#(#values),*]) },
        },
        Evidence::OtherTag { key, values } => quote! { other_tag(#key, &[#(#values),*]) },
        Evidence::Member { key, values } => {
            let values: Vec<TokenStream> = values.iter().map(literal).collect();
            match values.as_slice() {
                [value] => quote! { literal(#key, #value) },
                values => quote! { literals(#key, &[#(#values),*]) },
            }
        }
        Evidence::Key(key) => quote! { key(#key) },
        Evidence::MemberKind { key, kinds: set } => {
            let set = kinds(*set);
            quote! { member(#key, #set) }
        }
        Evidence::FirstItem(set) => {
            let set = kinds(*set);
            quote! { first(#set) }
        }
        Evidence::Strings(values) => quote! { value_in(&[#(#values),*]) },
        Evidence::Pattern(name) => {
            let name = ident(name);
            quote! { matches(&patterns::#name) }
        }
    }
}

fn kinds(kinds: Kinds) -> TokenStream {
    let Kinds {
        null,
        boolean,
        integer,
        number,
        string,
        array,
        object,
    } = kinds;
    let names = [
        (null, quote! { NULL }),
        (boolean, quote! { BOOLEAN }),
        (integer && !number, quote! { INTEGER }),
        (number, quote! { NUMBER }),
        (string, quote! { STRING }),
        (array, quote! { ARRAY }),
        (object, quote! { OBJECT }),
    ];
    let names = names.into_iter().filter(|(is, _)| *is).map(|(_, name)| name);
    quote! { #(#names)|* }
}
