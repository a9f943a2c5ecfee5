//! `patterns.rs`: each pattern's automaton, as constant tables.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::{Fragment, Scope};
use crate::imports::{File, PATTERN, TABLES};
use crate::ir::{Api, Pattern};
use crate::naming::Ident;

/// The module of patterns.
pub(super) fn module(api: &Api) -> Fragment {
    let scope = Scope::new(File::Patterns);
    let patterns = api.patterns.iter();
    let items = patterns
        .map(|(name, pattern)| item(name, pattern, &scope))
        .collect();
    let head = quote! {
        #![doc = " The description's patterns (ECMA-262), as minimal automata over classes of code points."]
    };
    scope.finish(head, items)
}

fn item(name: &Ident, pattern: &Pattern, scope: &Scope) -> TokenStream {
    let [ty, table] = scope.imports([PATTERN, TABLES]);
    let name = scope.ident(name);
    let source = &pattern.source;
    let tables = pattern.automaton.tables();
    let (runs, transitions) = (
        Literal::byte_string(&tables.runs),
        Literal::byte_string(&tables.transitions),
    );
    let [classes, states, start, accepting] =
        [tables.classes, tables.states, tables.start, tables.accepting].map(Literal::u16_unsuffixed);
    quote! {
        pub(crate) const #name: #ty = #ty::new(#source, #table {
            runs: #runs,
            transitions: #transitions,
            classes: #classes,
            states: #states,
            start: #start,
            accepting: #accepting,
        });
    }
}
