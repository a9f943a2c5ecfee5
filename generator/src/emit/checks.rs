//! `checks.rs`: the constraints of the description on values, as constants.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::scope::{Fragment, Scope};
use super::tokens::{count, kinds, number};
use crate::imports::{ASSERTION, BOUND, CHECK, CHECKS, EVIDENCE, File, PATTERNS};
use crate::ir::{Api, Assertion, Bound, Constraints, Shape};
use crate::naming::{self, Kind};

/// The constants for a crate's constraints: one for each distinct set, named after its first use.
pub(super) struct Checks<'a> {
    /// Each distinct set with the name of its constant.
    named: IndexMap<&'a Constraints, String>,
    taken: BTreeSet<String>,
}

impl<'a> Checks<'a> {
    /// Collects the constraints in a fixed order.
    pub(super) fn of(api: &'a Api) -> Self {
        let mut checks = Self {
            named: IndexMap::new(),
            taken: BTreeSet::new(),
        };
        for def in api.types.values() {
            match &def.shape {
                Shape::StringNewtype(newtype) => checks.add(&[def.name.as_str()], &newtype.constraints),
                Shape::Struct(object) => {
                    checks.add(&[def.name.as_str()], &object.constraints);
                    for field in &object.fields {
                        checks.add(&[def.name.as_str(), field.name.rust.as_str()], &field.constraints);
                    }
                }
                Shape::Union(union) => {
                    for variant in &union.variants {
                        checks.add(&[def.name.as_str(), variant.name.as_str()], &variant.constraints);
                    }
                }
                Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Newtype(_) | Shape::Alias(_) => {}
            }
        }
        for operation in api.groups.iter().flat_map(|group| &group.operations) {
            for parameter in &operation.parameters {
                checks.add(
                    &[operation.marker.as_str(), parameter.name.rust.as_str()],
                    &parameter.constraints,
                );
            }
            for body in operation.bodies() {
                checks.add(&[operation.marker.as_str(), "body"], &body.constraints);
            }
        }
        checks
    }

    fn add(&mut self, parts: &[&str], constraints: &'a Constraints) {
        if constraints.is_empty() || self.named.contains_key(constraints) {
            return;
        }
        let base = constant(parts);
        let free = (2_u32..).map(|n| format!("{base}_{n}"));
        let name = std::iter::once(base.clone())
            .chain(free)
            .find(|name| !self.taken.contains(name))
            .unwrap_or(base);
        self.taken.insert(name.clone());
        self.named.insert(constraints, name);
    }

    /// The path to the constant for these constraints; `None` if there are none.
    pub(super) fn path(&self, constraints: &Constraints, scope: &Scope) -> Option<TokenStream> {
        let name = token(self.named.get(constraints)?);
        let checks = scope.import(CHECKS);
        Some(quote! { #checks::#name })
    }

    /// Whether there are no constraints.
    pub(super) fn is_empty(&self) -> bool {
        self.named.is_empty()
    }
}

fn constant(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim_start_matches("r#")).collect();
    let joined = parts.join("_");
    naming::ident(Kind::Const, &joined).as_str().to_owned()
}

fn token(name: &str) -> Token {
    Token::new(name, Span::call_site())
}

/// The module of checks.
pub(super) fn module(checks: &Checks<'_>) -> Fragment {
    let scope = Scope::new(File::Checks);
    let items = checks
        .named
        .iter()
        .map(|(constraints, name)| item(&token(name), constraints, &scope));
    let items = items.collect();
    let head = quote! { #![doc = " The constraints of the description on values that are sent."] };
    scope.finish(head, items)
}

fn item(name: &Token, constraints: &Constraints, scope: &Scope) -> TokenStream {
    let (ty, check) = (scope.import(CHECK), check(constraints, scope));
    quote! { pub(crate) const #name: #ty = #check; }
}

fn check(constraints: &Constraints, scope: &Scope) -> TokenStream {
    let [check, patterns] = scope.imports([CHECK, PATTERNS]);
    let Constraints {
        min_length,
        max_length,
        pattern,
        minimum,
        maximum,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        min_properties,
        max_properties,
        items,
        values,
        more,
    } = constraints;
    let some = |name: &str, value: Option<u64>| {
        let name = Token::new(name, Span::call_site());
        value.map(count).map(|value| quote! { #name: Some(#value), })
    };
    let bounds = [("minimum", minimum), ("maximum", maximum)].map(|(name, bound)| {
        let name = Token::new(name, Span::call_site());
        bound
            .as_ref()
            .map(|bound| self::bound(bound, scope))
            .map(|bound| quote! { #name: Some(#bound), })
    });
    let [minimum, maximum] = bounds;
    let nested = [("items", items), ("values", values)].map(|(name, inner)| {
        let name = Token::new(name, Span::call_site());
        inner
            .as_deref()
            .map(|inner| self::check(inner, scope))
            .map(|inner| quote! { #name: Some(&#inner), })
    });
    let [items, values] = nested;
    let pattern = pattern
        .as_ref()
        .map(|name| scope.ident(name))
        .map(|name| quote! { pattern: Some(&#patterns::#name), });
    let multiple_of = multiple_of
        .map(|step| number(step, scope))
        .map(|step| quote! { multiple_of: Some(#step), });
    let unique_items = unique_items.then(|| quote! { unique_items: true, });
    let (min_length, max_length) = (some("min_length", *min_length), some("max_length", *max_length));
    let (min_items, max_items) = (some("min_items", *min_items), some("max_items", *max_items));
    let min_properties = some("min_properties", *min_properties);
    let max_properties = some("max_properties", *max_properties);
    if constraints.is_empty() {
        return quote! { #check::NONE };
    }
    let demands = more.iter().map(|rule| demand(rule, scope));
    let more = (!more.is_empty()).then(|| quote! { more: &[#(#demands),*], });
    quote! {
        #check {
            #min_length #max_length #pattern #minimum #maximum #multiple_of #min_items #max_items #unique_items
            #items #min_properties #max_properties #values #more
            ..#check::NONE
        }
    }
}

fn demand(demand: &Assertion, scope: &Scope) -> TokenStream {
    let [assertion, evidence, patterns] = scope.imports([ASSERTION, EVIDENCE, PATTERNS]);
    let check = |of: &Constraints| check(of, scope);
    let named = |rules: &[(String, Constraints)]| {
        let rules = rules.iter().map(|(name, of)| {
            let of = check(of);
            quote! { (#name, &#of) }
        });
        quote! { &[#(#rules),*] }
    };
    let each = |all: &[Constraints]| {
        let all = all.iter().map(check);
        quote! { &[#(&#all),*] }
    };
    match demand {
        Assertion::Kind(set) => {
            let set = kinds(*set).into_iter().map(|kind| quote! { #evidence::#kind });
            quote! { #assertion::Kind(#(#set)|*) }
        }
        Assertion::Values(texts) => quote! { #assertion::Values(&[#(#texts),*]) },
        Assertion::Required(names) => quote! { #assertion::Required(&[#(#names),*]) },
        Assertion::Dependent(rules) => {
            let rules = named(rules);
            quote! { #assertion::Dependent(#rules) }
        }
        Assertion::Properties(rules) => {
            let rules = named(rules);
            quote! { #assertion::Properties(#rules) }
        }
        Assertion::Patterns(rules) => {
            let rules = rules.iter().map(|(pattern, of)| {
                let (pattern, of) = (scope.ident(pattern), check(of));
                quote! { (&#patterns::#pattern, &#of) }
            });
            quote! { #assertion::Patterns(&[#(#rules),*]) }
        }
        Assertion::Others {
            names,
            patterns: others,
            of,
        } => {
            let others = others.iter().map(|name| {
                let name = scope.ident(name);
                quote! { &#patterns::#name }
            });
            let of = check(of);
            quote! { #assertion::Others(&[#(#names),*], &[#(#others),*], &#of) }
        }
        Assertion::Names(of) => {
            let of = check(of);
            quote! { #assertion::Names(&#of) }
        }
        Assertion::Prefix(all) => {
            let all = each(all);
            quote! { #assertion::Prefix(#all) }
        }
        Assertion::Rest(first, of) => {
            let (first, of) = (count(*first), check(of));
            quote! { #assertion::Rest(#first, &#of) }
        }
        Assertion::Contains { of, least, most } => {
            let (of, least) = (check(of), count(*least));
            let most = match most.map(count) {
                Some(most) => quote! { Some(#most) },
                None => quote! { None },
            };
            quote! { #assertion::Contains(&#of, #least, #most) }
        }
        Assertion::Not(of) => {
            let of = check(of);
            quote! { #assertion::Not(&#of) }
        }
        Assertion::All(all) => {
            let all = each(all);
            quote! { #assertion::All(#all) }
        }
        Assertion::Any(all) => {
            let all = each(all);
            quote! { #assertion::Any(#all) }
        }
        Assertion::One(all) => {
            let all = each(all);
            quote! { #assertion::One(#all) }
        }
        Assertion::If(three) => {
            let three = three.iter().map(check);
            quote! { #assertion::If(#(&#three),*) }
        }
        Assertion::Never => quote! { #assertion::Never },
    }
}

fn bound(bound: &Bound, scope: &Scope) -> TokenStream {
    let (of, value) = (scope.import(BOUND), number(bound.value, scope));
    if bound.exclusive {
        quote! { #of::exclusive(#value) }
    } else {
        quote! { #of::inclusive(#value) }
    }
}
