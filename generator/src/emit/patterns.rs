//! `patterns.rs`: each pattern's automaton, as constant tables.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::ident;
use super::uses::with_uses;
use crate::imports::{File, PATTERN, TABLES};
use crate::ir::{Api, Pattern};
use crate::naming::Ident;

/// The module of patterns.
pub(super) fn module(api: &Api) -> TokenStream {
    let items = api.patterns.iter().map(|(name, pattern)| item(name, pattern));
    let items = with_uses(File::Patterns, items.collect());
    quote! {
        #![doc = " The description's patterns (ECMA-262), as minimal automata over classes of code points."]
        #items
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
        pub(crate) const #name: #PATTERN = #PATTERN::new(#source, #TABLES {
            runs: #runs,
            transitions: #transitions,
            classes: #classes,
            states: #states,
            start: #start,
            accepting: #accepting,
        });
    }
}
