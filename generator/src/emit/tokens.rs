//! Tokens for the names and types of the ir.

use proc_macro2::{Ident as Token, Literal as LiteralToken, Span, TokenStream};
use quote::quote;

use super::scope::Scope;
use crate::imports::{MODE_PARAMETER, NUMBER};
use crate::ir::{Kinds, Literal, Number, Style, UNKNOWN};
use crate::naming::Ident;

/// The attribute of an item that needs one of these features; nothing if it needs none.
pub(super) fn gate<'f>(features: impl IntoIterator<Item = &'f str>) -> Option<TokenStream> {
    let features: Vec<&str> = features.into_iter().collect();
    match features.as_slice() {
        [] => None,
        [one] => Some(quote! { #[cfg(feature = #one)] }),
        several => Some(quote! { #[cfg(any(#(feature = #several),*))] }),
    }
}

/// The name of a module's file, without its extension.
pub(super) fn file_name(module: &Ident) -> &str {
    module.as_str().trim_start_matches("r#")
}

/// The generic parameter of items that work in either mode.
pub(super) fn parameter_of_mode() -> Token {
    Token::new(MODE_PARAMETER, Span::call_site())
}

/// The variant of an enum or a union for values that the description doesn't list.
pub(super) fn unknown() -> Token {
    Token::new(UNKNOWN, Span::call_site())
}

/// A literal of a table: `string("…")`, `integer(1)`, `boolean(true)`.
pub(super) fn literal(literal: &Literal) -> TokenStream {
    match literal {
        Literal::String(text) => quote! { string(#text) },
        Literal::Integer(number) => {
            let number = integer(*number);
            quote! { integer(#number) }
        }
        Literal::Bool(flag) => quote! { boolean(#flag) },
    }
}

/// A text of the description in a table whose macro shows it in docs as written, so a backtick is written as an escape.
pub(super) fn wire(text: &str) -> LiteralToken {
    let plain = LiteralToken::string(text);
    if !text.contains('`') {
        return plain;
    }
    // Only the text of a literal can have an escape of our choice.
    plain.to_string().replace('`', "\\u{60}").parse().unwrap_or(plain)
}

/// An integer without a suffix, negative ones included.
pub(super) fn integer(number: i64) -> TokenStream {
    let digits = LiteralToken::u64_unsuffixed(number.unsigned_abs());
    if number < 0 {
        quote! { -#digits }
    } else {
        quote! { #digits }
    }
}

/// A `Number` of the runtime's tables.
pub(super) fn number(number: Number, scope: &Scope) -> TokenStream {
    let of = scope.import(NUMBER);
    match number {
        Number::I64(n) => {
            let n = integer(n);
            quote! { #of::I64(#n) }
        }
        Number::U64(n) => {
            let n = LiteralToken::u64_unsuffixed(n);
            quote! { #of::U64(#n) }
        }
        Number::F64(n) => {
            let digits = LiteralToken::f64_unsuffixed(n.abs());
            let sign = (n < 0.0).then(|| quote! { - });
            quote! { #of::F64(#sign #digits) }
        }
    }
}

/// A count.
pub(super) fn count(n: u64) -> LiteralToken {
    LiteralToken::u64_unsuffixed(n)
}

/// The index of a table row.
pub(super) fn index(n: usize) -> LiteralToken {
    LiteralToken::usize_unsuffixed(n)
}

/// The names of the kinds. A number without a fraction is one of two.
pub(super) fn kinds(kinds: Kinds) -> Vec<TokenStream> {
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
    let names = names.into_iter().filter(|(is, _)| *is);
    names.map(|(_, name)| name).collect()
}

pub(super) fn style_name(style: Style) -> &'static str {
    match style {
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::Form => "Form",
        Style::Simple => "Simple",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Cookie => "Cookie",
        Style::Json => "Json",
        Style::Text => "Text",
    }
}
