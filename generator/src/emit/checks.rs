//! `checks.rs`: what the description demands of values, as constants.

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::tokens::{count, ident, number};
use crate::ir::{Api, BodyContent, Bound, Constraints, Shape};
use crate::naming::{self, Kind};

/// The constants of a crate's constraints: one for each distinct set, named after the first that has it.
pub(super) struct Checks<'a> {
    named: Vec<(Token, &'a Constraints)>,
}

impl<'a> Checks<'a> {
    /// Collects them in a fixed order.
    pub(super) fn of(api: &'a Api) -> Self {
        let mut checks = Self { named: Vec::new() };
        for def in api.types.values() {
            match &def.shape {
                Shape::StringNewtype(newtype) => checks.add(&[def.name.as_str()], &newtype.constraints),
                Shape::Struct(object) => {
                    for field in &object.fields {
                        checks.add(&[def.name.as_str(), field.name.rust.as_str()], &field.constraints);
                    }
                }
                Shape::StringEnum(_)
                | Shape::IntegerEnum(_)
                | Shape::Union(_)
                | Shape::Newtype(_)
                | Shape::Alias(_) => {}
            }
        }
        for operation in api.groups.iter().flat_map(|group| &group.operations) {
            for parameter in &operation.parameters {
                checks.add(
                    &[operation.marker.as_str(), parameter.name.rust.as_str()],
                    &parameter.constraints,
                );
            }
            if let Some(BodyContent::Json { constraints, .. }) =
                operation.body.as_ref().map(|body| &body.content)
            {
                checks.add(&[operation.marker.as_str(), "body"], constraints);
            }
        }
        checks
    }

    fn add(&mut self, parts: &[&str], constraints: &'a Constraints) {
        if constraints.is_empty() || self.named.iter().any(|(_, known)| *known == constraints) {
            return;
        }
        let base = constant(parts);
        let taken = |name: &Token| self.named.iter().any(|(other, _)| other == name);
        let free = (2_u32..).map(|n| Token::new(&format!("{base}_{n}"), Span::call_site()));
        let name = std::iter::once(base.clone())
            .chain(free)
            .find(|name| !taken(name))
            .unwrap_or(base);
        self.named.push((name, constraints));
    }

    /// The path to the constant for these constraints; `None` where there is nothing to check.
    pub(super) fn path(&self, constraints: &Constraints) -> Option<TokenStream> {
        let (name, _) = self.named.iter().find(|(_, known)| *known == constraints)?;
        Some(quote! { checks::#name })
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.named.is_empty()
    }
}

fn constant(parts: &[&str]) -> Token {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim_start_matches("r#")).collect();
    let joined = parts.join("_");
    Token::new(naming::ident(Kind::Const, &joined).as_str(), Span::call_site())
}

/// The module of checks.
pub(super) fn module(checks: &Checks<'_>) -> TokenStream {
    let items = checks
        .named
        .iter()
        .map(|(name, constraints)| item(name, constraints));
    let body = quote! { #(#items)* };
    let text = body.to_string();
    let patterns = text
        .contains("patterns ::")
        .then(|| quote! { use crate::patterns; });
    let json = match (text.contains("Bound ::"), text.contains("Number ::")) {
        (true, true) => quote! { {Bound, Check, Number} },
        (true, false) => quote! { {Bound, Check} },
        (false, true) => quote! { {Check, Number} },
        (false, false) => quote! { Check },
    };
    quote! {
        #![doc = " What the description demands of values that are sent."]
        #patterns
        use crate::runtime::json::#json;
        #body
    }
}

fn item(name: &Token, constraints: &Constraints) -> TokenStream {
    let check = check(constraints);
    quote! { pub(crate) const #name: Check = #check; }
}

fn check(constraints: &Constraints) -> TokenStream {
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
    } = constraints;
    let some = |name: &str, value: Option<u64>| {
        let name = Token::new(name, Span::call_site());
        value.map(count).map(|value| quote! { #name: Some(#value), })
    };
    let bounds = [("minimum", minimum), ("maximum", maximum)].map(|(name, bound)| {
        let name = Token::new(name, Span::call_site());
        bound
            .as_ref()
            .map(self::bound)
            .map(|bound| quote! { #name: Some(#bound), })
    });
    let [minimum, maximum] = bounds;
    let nested = [("items", items), ("values", values)].map(|(name, inner)| {
        let name = Token::new(name, Span::call_site());
        inner
            .as_deref()
            .map(check)
            .map(|inner| quote! { #name: Some(&#inner), })
    });
    let [items, values] = nested;
    let pattern = pattern
        .as_ref()
        .map(ident)
        .map(|name| quote! { pattern: Some(&patterns::#name), });
    let multiple_of = multiple_of
        .map(number)
        .map(|step| quote! { multiple_of: Some(#step), });
    let unique_items = unique_items.then(|| quote! { unique_items: true, });
    let (min_length, max_length) = (some("min_length", *min_length), some("max_length", *max_length));
    let (min_items, max_items) = (some("min_items", *min_items), some("max_items", *max_items));
    let min_properties = some("min_properties", *min_properties);
    let max_properties = some("max_properties", *max_properties);
    quote! {
        Check {
            #min_length #max_length #pattern #minimum #maximum #multiple_of #min_items #max_items #unique_items
            #items #min_properties #max_properties #values
            ..Check::NONE
        }
    }
}

fn bound(bound: &Bound) -> TokenStream {
    let value = number(bound.value);
    if bound.exclusive {
        quote! { Bound::exclusive(#value) }
    } else {
        quote! { Bound::inclusive(#value) }
    }
}
