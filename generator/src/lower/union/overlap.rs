//! Overlap: variants of a union that accept a common value, with such a value as an example.

use super::census::Census;
use super::profile::Profile;
use super::variant::Variant;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ir::Literal;
use crate::lower::Lowering;
use crate::lower::schema::facets::Choice;

impl Lowering<'_, '_> {
    pub(super) fn report_overlap(&mut self, variants: &[Variant], choice: &Choice) {
        let all = Census::new(variants.iter().map(|variant| &variant.profile));
        let alike: Vec<&Variant> = variants
            .iter()
            .filter(|variant| !variant.profile.is_distinct_from_all(&all))
            .collect();
        for (index, variant) in alike.iter().enumerate() {
            let Some(other) = alike
                .iter()
                .skip(index + 1)
                .find(|other| !variant.profile.is_distinct_from(&other.profile))
            else {
                continue;
            };
            let example = overlap_example(&variant.profile, &other.profile);
            let is_told = variant.profile.is_distinct_where_present(&other.profile);
            let message = match is_told {
                true => format!(
                    "only an optional property distinguishes two of these variants: `{example}` matches both"
                ),
                false => format!("two of these variants can't be distinguished: `{example}` matches both"),
            };
            let mut diagnostic = Diagnostic::new(Code::AmbiguousUnion, &choice.at, message);
            if is_told {
                diagnostic.severity(Severity::Note);
            }
            diagnostic
                .on_key()
                .effect("the first variant that fits is used; properties that it doesn't name are kept")
                .help("add a `discriminator`, or add a required property that only one of them has")
                .related(&variant.at, "one")
                .related(&other.at, "the other");
            self.diagnostics.push(diagnostic);
        }
    }
}

/// Whether no value fits two of the variants.
pub(super) fn is_apart(variants: &[Variant]) -> bool {
    let all = Census::new(variants.iter().map(|variant| &variant.profile));
    let others = |index: usize| variants.iter().skip(index + 1);
    variants.iter().all(|variant| variant.profile.excludes_all(&all))
        || variants
            .iter()
            .enumerate()
            .all(|(index, variant)| others(index).all(|other| variant.profile.excludes(&other.profile)))
}

/// A value, as small as possible, that both variants may accept.
fn overlap_example(a: &Profile, b: &Profile) -> String {
    if !(a.kinds.object && b.kinds.object) {
        return if a.kinds.string && b.kinds.string {
            "\"…\"".to_owned()
        } else {
            "…".to_owned()
        };
    }
    let names: Vec<String> = a
        .required
        .union(&b.required)
        .map(|name| {
            let literal = [a, b]
                .iter()
                .find_map(|profile| profile.members.get(name)?.literals.as_ref()?.first());
            let value = match literal {
                Some(Literal::String(text)) => format!("\"{text}\""),
                Some(Literal::Integer(number)) => number.to_string(),
                Some(Literal::Bool(flag)) => flag.to_string(),
                None => "…".to_owned(),
            };
            format!("\"{name}\": {value}")
        })
        .collect();
    format!("{{{}}}", names.join(", "))
}
