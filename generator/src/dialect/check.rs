//! One walk over a tree before its translation, with the table of its version. It reports wrong types, unknown keys, missing
//! fields, references without a target, and keywords without an effect. After an error in one place it checks the rest.

use std::collections::BTreeSet;

use super::exclusions;
use super::keywords::{Dialect, Handling, Keys, Keyword, Object, Presence, Rows, Takes};
use super::link::Part;
use super::rules;
use super::values::{fits, key_fits};
use crate::diagnostics::{Code, Diagnostics, Severity, did_you_mean};
use crate::source::{Node, Pointer, resolve};

/// Checks a part of the tree, in which the repair added members at the places `added`. Adds the places of keywords that belong
/// to later versions, or to other places, to `idle`: later stages must not read them.
pub(super) fn check(
    root: &Node,
    part: &Part,
    added: &BTreeSet<Pointer>,
    idle: &mut Vec<Pointer>,
    diagnostics: &mut Diagnostics,
) {
    let mut walk = Walk {
        dialect: part.dialect,
        root,
        added,
        idle,
        diagnostics,
    };
    match (part.object, root.at(&part.at)) {
        (_, None) => {}
        (Object::OpenApi, Some(node)) => walk.object(Object::OpenApi, node, &part.at),
        (object, Some(node)) => walk.value(Takes::Reference(object), node, &part.at),
    }
}

struct Walk<'a> {
    dialect: Dialect,
    root: &'a Node,
    added: &'a BTreeSet<Pointer>,
    idle: &'a mut Vec<Pointer>,
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
        if let Keys::Fixed(rows) = object.keys_in(self.dialect) {
            for keyword in rows.required() {
                missing(object, keyword, node, at, self.diagnostics);
            }
        }
        rules::check(self.dialect, object, node, at, self.diagnostics);
        if let Some(idle) = rules::reserved(self.dialect, object, node, at, self.diagnostics) {
            self.idle.push(idle);
        }
        if self.dialect >= Dialect::OpenApi32 {
            exclusions::check(object, node, at, self.diagnostics);
        }
    }

    fn member(&mut self, object: Object, owner: &Node, key: &str, value: &Node, at: &Pointer) {
        match object.keys_in(self.dialect) {
            Keys::Free(rule, takes) => {
                if key_fits(rule, key, at, self.diagnostics) {
                    self.value(takes, value, at);
                }
            }
            Keys::Fixed(rows) => match rows.get(key) {
                None => self.unknown(object, rows, owner, key, at),
                Some(keyword) => {
                    if object.is_early(key, self.dialect) {
                        self.early(object, key, at);
                    }
                    self.keyword(keyword, value, at);
                }
            },
        }
    }

    fn keyword(&mut self, keyword: &Keyword, value: &Node, at: &Pointer) {
        match keyword.handling {
            Handling::Typed | Handling::Annotation => {}
            Handling::Ignored => {
                let message = format!("clients do not use `{}`", keyword.name);
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
                    .effect("the type also accepts values that the keyword forbids");
            }
            Handling::NotGenerated => {
                let message = format!("`{}` is not generated", keyword.name);
                self.diagnostics
                    .report(Code::UnsupportedKeyword, at, message)
                    .on_key()
                    .severity(Severity::Warning)
                    .effect("it is left out");
                return;
            }
        }
        self.value(keyword.takes, value, at);
    }

    fn value(&mut self, takes: Takes, node: &Node, at: &Pointer) {
        match takes {
            Takes::Inline(object) => self.object(object, node, at),
            Takes::Reference(Object::Schema) if self.is_json_schema(node) => {
                if node.get("$ref").is_some() {
                    self.target(at);
                }
                if node.as_bool().is_none() {
                    self.object(Object::Schema, node, at);
                }
            }
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
            // The guard has reported a value that does not fit.
            Takes::Items(_) | Takes::Map(_) => {}
            Takes::Any
            | Takes::Text
            | Takes::Flag
            | Takes::Number
            | Takes::NumberOrFlag
            | Takes::Count
            | Takes::Choice(_)
            | Takes::TypeNames(_) => {
                fits(takes, node, at, self.diagnostics);
            }
        }
    }

    fn reference(&mut self, object: Object, node: &Node, at: &Pointer) {
        for key in node.as_object().into_iter().flat_map(|members| members.keys()) {
            if object == Object::Schema && is_nullable(key, node) {
                self.diagnostics
                    .report(
                        Code::Lossy,
                        &at.child(key),
                        format!("`{key}` beside `$ref` has no effect in this version of OpenAPI"),
                    )
                    .on_key()
                    .effect("`null` is accepted in addition to the referenced schema")
                    .help("move the `$ref` into an `allOf` beside the keyword");
                continue;
            }
            // OpenAPI 3.0.4, section 4.7.23.1. A Path Item Object may have both, with an undefined meaning.
            if key != "$ref" && !key.starts_with("x-") {
                self.diagnostics
                    .report(
                        Code::IgnoredKeyword,
                        &at.child(key),
                        format!("`{key}` beside `$ref` has no effect"),
                    )
                    .on_key()
                    .effect("only the reference is read");
            }
        }
        self.target(at);
    }

    /// Whether the node is a boolean schema, or a schema whose `$ref` may have siblings. JSON Schema 2020-12, Core, section 4.3.
    fn is_json_schema(&self, node: &Node) -> bool {
        self.dialect.has_json_schema() && (node.as_bool().is_some() || node.get("$ref").is_some())
    }

    /// Reports the reference at `at` if it can't be followed.
    fn target(&mut self, at: &Pointer) {
        resolve(self.root, at, self.diagnostics);
    }

    /// Whether the next versions of this object are versions of the same keywords.
    fn knows_versions(&self, object: Object) -> bool {
        object == Object::Schema || self.dialect >= Dialect::OpenApi30
    }

    /// Reports a keyword of a later version that is read.
    fn early(&mut self, object: Object, key: &str, at: &Pointer) {
        let version = self.dialect.minor();
        let message = format!("{} of OpenAPI {version} has no key `{key}`", object.described());
        let diagnostic = self.diagnostics.report(Code::UnknownKey, at, message).on_key();
        diagnostic
            .severity(Severity::Note)
            .effect("it is read as in OpenAPI 3.2");
        diagnostic.help("declare `openapi: 3.2.0`, which introduced it");
    }

    fn unknown(&mut self, object: Object, rows: Rows, owner: &Node, key: &str, at: &Pointer) {
        if IDLE_EARLIER.contains(&object) && since(object, key).is_some() {
            self.idle.push(at.clone());
        }
        let has_versions = self.knows_versions(object);
        let message = format!("{} has no key `{key}`", object.described());
        let diagnostic = self.diagnostics.report(Code::UnknownKey, at, message).on_key();
        diagnostic.effect("it is ignored");
        let is_added = |name: &str| {
            at.parent()
                .is_some_and(|owner| self.added.contains(&owner.child(name)))
        };
        let absent = rows
            .iter()
            .map(|keyword| keyword.name)
            .filter(|name| owner.get(name).is_none() || is_added(name));
        if let Some(name) = did_you_mean(key, absent) {
            diagnostic.help(format!("did you mean `{name}`?"));
        } else if object == Object::Schema && self.dialect.has_json_schema() {
            // JSON Schema 2020-12, Core, section 4.3.1: an unknown keyword is an annotation.
            diagnostic.severity(Severity::Note);
        } else if let Some(version) = since(object, key).filter(|_| has_versions) {
            diagnostic.help(format!("`{key}` was introduced in OpenAPI {version}"));
        } else {
            diagnostic.help("extension keys begin with `x-`");
        }
    }
}

/// Whether the member is `nullable: true`.
fn is_nullable(key: &str, node: &Node) -> bool {
    key == "nullable" && node.get(key).and_then(Node::as_bool) == Some(true)
}

/// The version of OpenAPI that introduced the keyword.
fn since(object: Object, key: &str) -> Option<&'static str> {
    let has = |dialect| {
        let knows = matches!(object.keys_in(dialect), Keys::Fixed(rows) if rows.get(key).is_some());
        knows && !object.is_early(key, dialect)
    };
    if has(Dialect::OpenApi30) {
        return Some("3.0");
    }
    if has(Dialect::OpenApi31) {
        return Some("3.1");
    }
    has(Dialect::OpenApi32).then_some("3.2")
}

/// Objects whose keywords of OpenAPI 3.2 later stages read in place.
const IDLE_EARLIER: [Object; 5] = [
    Object::Discriminator,
    Object::PathItem,
    Object::SecurityScheme,
    Object::Server,
    Object::Tag,
];

/// Reports a required keyword that is missing.
pub fn missing(object: Object, keyword: &Keyword, node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) {
    if keyword.presence == Presence::Optional || node.get(keyword.name).is_some() {
        return;
    }
    let message = format!("{} needs `{}`", object.described(), keyword.name);
    let diagnostic = diagnostics.report(Code::MissingField, at, message);
    match (keyword.presence, object) {
        (Presence::Assumed | Presence::Optional, _) => diagnostic.loosened("it is treated as empty"),
        (Presence::Required, Object::Parameter) => {
            diagnostic.refused("operations that need it are not generated")
        }
        (Presence::Required, Object::OpenApi) => diagnostic.refused("nothing is generated"),
        (Presence::Required, _) => diagnostic.loosened("it is left out"),
    };
}
