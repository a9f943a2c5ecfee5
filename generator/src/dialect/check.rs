//! One walk over a 3.0 tree with the table in hand: wrong types, unknown keys, missing fields, references, and keywords
//! that change nothing. A finding in one place leaves the rest checked.

use super::keywords::{Handling, Keys, Keyword, Object, Presence, Takes};
use super::values::{fits, key_fits};
use crate::diagnostics::{Code, Diagnostics, Severity, did_you_mean};
use crate::source::{Node, Pointer, resolve};

/// Checks the whole document.
pub(super) fn check(root: &Node, document: &str, diagnostics: &mut Diagnostics) {
    Walk { root, diagnostics }.object(Object::OpenApi, root, &Pointer::root(document));
}

struct Walk<'a> {
    root: &'a Node,
    diagnostics: &'a mut Diagnostics,
}

impl Walk<'_> {
    fn object(&mut self, object: Object, node: &Node, at: &Pointer) {
        if !fits(Takes::Inline(object), node, at, self.diagnostics) {
            return;
        }
        for (key, value) in node.as_object().into_iter().flatten() {
            if !key.starts_with("x-") {
                self.member(object, node, key, value, &at.child(key));
            }
        }
        if let Keys::Fixed(keywords) = object.keys() {
            for keyword in keywords {
                missing(object, keyword, node, at, self.diagnostics);
            }
        }
        if matches!(object, Object::Parameter | Object::Header) {
            self.parameter(object, node, at);
        }
    }

    fn member(&mut self, object: Object, owner: &Node, key: &str, value: &Node, at: &Pointer) {
        match object.keys() {
            Keys::Free(rule, takes) => {
                if key_fits(rule, key, at, self.diagnostics) {
                    self.value(takes, value, at);
                }
            }
            Keys::Fixed(keywords) => match object.keyword(key) {
                None => self.unknown(object, keywords, owner, key, at),
                Some(keyword) => self.keyword(keyword, value, at),
            },
        }
    }

    fn keyword(&mut self, keyword: &Keyword, value: &Node, at: &Pointer) {
        match keyword.handling {
            Handling::Typed | Handling::Annotation => {}
            Handling::Ignored => {
                let message = format!("`{}` is not used by a client", keyword.name);
                self.diagnostics
                    .report(Code::IgnoredKeyword, at, message)
                    .on_key();
                return;
            }
            Handling::NotEnforced => {
                let message = format!("`{}` is not enforced", keyword.name);
                self.diagnostics
                    .report(Code::UnsupportedKeyword, at, message)
                    .on_key()
                    .severity(Severity::Warning)
                    .effect("the type also accepts what this forbids");
            }
        }
        self.value(keyword.takes, value, at);
    }

    fn value(&mut self, takes: Takes, node: &Node, at: &Pointer) {
        match takes {
            Takes::Inline(object) => self.object(object, node, at),
            Takes::Reference(object) if node.get("$ref").is_some() => self.reference(object, node, at),
            Takes::Reference(object) => self.object(object, node, at),
            Takes::SchemaOrFlag if node.as_bool().is_some() => {}
            Takes::SchemaOrFlag => self.value(Takes::Reference(Object::Schema), node, at),
            Takes::Items(takes) if fits(Takes::Items(takes), node, at, self.diagnostics) => {
                for (index, item) in node.as_array().into_iter().flatten().enumerate() {
                    self.value(*takes, item, &at.index(index));
                }
            }
            Takes::Map(takes) if fits(Takes::Map(takes), node, at, self.diagnostics) => {
                for (key, value) in node.as_object().into_iter().flatten() {
                    self.value(*takes, value, &at.child(key));
                }
            }
            // What does not fit has been reported by the guard.
            Takes::Items(_) | Takes::Map(_) => {}
            Takes::Any | Takes::Text | Takes::Flag | Takes::Number | Takes::Count | Takes::Choice(_) => {
                fits(takes, node, at, self.diagnostics);
            }
        }
    }

    fn reference(&mut self, object: Object, node: &Node, at: &Pointer) {
        for key in node.as_object().into_iter().flat_map(|members| members.keys()) {
            // OpenAPI 3.0.4, section 4.7.23.1. A Path Item Object may have both, with an undefined meaning.
            if key != "$ref" && !key.starts_with("x-") {
                self.diagnostics
                    .report(
                        Code::IgnoredKeyword,
                        &at.child(key),
                        format!("`{key}` beside `$ref` means nothing"),
                    )
                    .on_key()
                    .effect("the reference alone is read");
            }
        }
        let Some(target) = resolve(self.root, at, self.diagnostics) else {
            return;
        };
        if let Some(section) = section_of(&target).filter(|section| object.section() != Some(section)) {
            let message = format!(
                "{} is expected here, and this leads into `{section}`",
                object.described()
            );
            self.diagnostics
                .report(Code::WrongType, &at.child("$ref"), message)
                .related(&target, "leads here");
        }
    }

    fn unknown(&mut self, object: Object, keywords: &[Keyword], owner: &Node, key: &str, at: &Pointer) {
        let message = format!("`{key}` is no key of {}", object.described());
        let finding = self.diagnostics.report(Code::UnknownKey, at, message).on_key();
        finding.effect("it is ignored");
        let absent = keywords
            .iter()
            .map(|keyword| keyword.name)
            .filter(|name| owner.get(name).is_none());
        if let Some(name) = did_you_mean(key, absent) {
            finding.help(format!("did you mean `{name}`?"));
        } else if object == Object::Schema && SINCE_3_1.contains(&key) {
            finding.help(format!("`{key}` came with OpenAPI 3.1"));
        } else {
            finding.help("keys of your own begin with `x-`");
        }
    }

    fn parameter(&mut self, object: Object, node: &Node, at: &Pointer) {
        is_typed(object, node, at, self.diagnostics);
        let is_optional = node.get("required").and_then(Node::as_bool) != Some(true);
        if node.get("in").and_then(Node::as_str) == Some("path") && is_optional {
            self.diagnostics
                .report(Code::MissingField, at, "a path parameter needs `required: true`")
                .severity(Severity::Warning)
                .effect("it is taken as required");
        }
    }
}

/// Whether a parameter or a header says what it holds; reports one that doesn't.
/// OpenAPI 3.0.4, section 4.7.12: it has either a schema or content.
pub fn is_typed(object: Object, node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) -> bool {
    let typed = node.get("schema").is_some() || node.get("content").is_some();
    if !typed {
        let message = format!("{} needs `schema` or `content`", object.described());
        diagnostics.report(Code::MissingField, at, message);
    }
    typed
}

/// Keywords of JSON Schema 2020-12 that OpenAPI 3.0 has not.
const SINCE_3_1: &[&str] = &[
    "$schema",
    "$id",
    "$defs",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$comment",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Reports a required keyword that is not there.
pub fn missing(object: Object, keyword: &Keyword, node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    if keyword.presence == Presence::Optional || node.get(keyword.name).is_some() {
        return;
    }
    let message = format!("{} needs `{}`", object.described(), keyword.name);
    let finding = diagnostics.report(Code::MissingField, at, message);
    if keyword.presence == Presence::Assumed {
        finding.severity(Severity::Warning).effect("it is taken as empty");
    }
}

/// The section of the components that `target` is a direct member of.
fn section_of(target: &Pointer) -> Option<String> {
    let mut tokens = target.tokens();
    let section = (tokens.next()? == "components")
        .then(|| tokens.next())
        .flatten()?
        .into_owned();
    (tokens.count() == 1).then_some(section)
}
