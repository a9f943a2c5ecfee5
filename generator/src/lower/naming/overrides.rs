//! Names that the user sets in `generator.toml` for single places of a description.

use crate::diagnostics::Code;
use crate::lower::Lowering;
use crate::naming::{Kind, Rejected, Rejection};

impl Lowering<'_, '_> {
    /// Reports each chosen name that was not applied.
    pub(crate) fn report_refused(&mut self) {
        for Rejected { at, name, rejection } in self.names.rejected() {
            let is_present = rejection != Rejection::Unused;
            let (message, other) = match rejection {
                Rejection::Invalid(kind) => (format!("`{name}` is not a valid {}", described(kind)), None),
                Rejection::Taken(other) => (format!("`{name}` is already the name of another item"), other),
                Rejection::Unused => (
                    format!("no item at this pointer can have the name `{name}`"),
                    None,
                ),
            };
            let entry = self.overrides.entries.names.get(&at);
            let diagnostic = self
                .diagnostics
                .report(Code::InvalidOverride, entry.unwrap_or(&at), message);
            if is_present && entry.is_some() {
                diagnostic.related(&at, "the item that it names");
            }
            diagnostic
                .effect("nothing is generated")
                .help("correct the entry of `names` in generator.toml, or remove it");
            if let Some(other) = other {
                diagnostic.related(&other, "the other one");
            }
        }
    }
}

fn described(kind: Kind) -> &'static str {
    match kind {
        Kind::Type => "type name, such as `PetStore`",
        Kind::Variant => "variant name, such as `InStock`",
        Kind::Value => "field name, argument name or method name, such as `pet_store` or `r#type`",
        Kind::Const => "constant name, such as `PET_STORE`",
    }
}

#[cfg(test)]
mod tests {
    use crate::Overrides;
    use crate::diagnostics::Diagnostics;
    use crate::dialect::to_3_0;
    use crate::source::{Pointer, parse};

    #[test]
    fn pointers_into_the_text_become_pointers_into_the_translated_tree() {
        let text =
            "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions: {pet: {type: object}}\n";
        let mut diagnostics = Diagnostics::new();
        let tree = parse("a.yaml", text, &mut diagnostics).expect("a tree");
        to_3_0(tree, "a.yaml", &mut diagnostics).expect("a description");
        let at = |tokens: [&str; 2]| Pointer::root("a.yaml").descend(tokens);
        let overrides = Overrides {
            names: [(at(["definitions", "pet"]), "Animal".to_owned())].into(),
            ..Overrides::default()
        };
        let translated = overrides.translated(diagnostics.sources()).names;
        let pet = at(["components", "schemas"]).child("pet");
        assert_eq!(translated, [(pet, "Animal".to_owned())].into());
    }
}
