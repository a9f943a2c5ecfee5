//! `patterns.rs`: each pattern's automaton, as constant tables.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::ident;
use crate::ir::{Api, Pattern};
use crate::naming::Ident;

/// The module of patterns.
pub(super) fn module(api: &Api) -> TokenStream {
    let items = api.patterns.iter().map(|(name, pattern)| item(name, pattern));
    quote! {
        #![doc = " The description's patterns (ECMA-262), as minimal automata over classes of code points."]
        use crate::runtime::pattern::{Pattern, Tables};
        #(#items)*
    }
}

fn item(name: &Ident, pattern: &Pattern) -> TokenStream {
    let name = ident(name);
    let source = &pattern.source;
    let tables = pattern.automaton.tables();
    let (runs, transitions) = (
        Literal::byte_string(&tables.runs),
        Literal::byte_string(&tables.transitions),
    );
    let [classes, states, start, accepting] =
        [tables.classes, tables.states, tables.start, tables.accepting].map(Literal::u16_unsuffixed);
    quote! {
        pub(crate) const #name: Pattern = Pattern::new(#source, Tables {
            runs: #runs,
            transitions: #transitions,
            classes: #classes,
            states: #states,
            start: #start,
            accepting: #accepting,
        });
    }
}
