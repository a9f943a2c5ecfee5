//! The lines of types: the type itself, its fields, constructors, setters and variants.

use super::checks::{evidence, literal, suffix, text};
use super::rust::{names, ty};
use super::{Kind, Line, Member, Owner, Surface, quoted};
use crate::ir::{
    Api, ContentPlace, Enum, EnumVariant, Evidence, Extra, Field, IntegerVariant, Presence, Shape, Struct,
    Type, TypeDef, UNKNOWN, Union, UnionVariant,
};

pub(super) fn add(api: &Api, surface: &mut Surface) {
    for def in api.types.values() {
        Types {
            api,
            def,
            owner: Owner::Type(def.name.clone()),
            surface,
        }
        .add();
    }
    for former in &api.former {
        let owner = Owner::Type(former.of.clone());
        let line = Line::new(&owner, format!("type types::{}", former.of), "").names([former.of.clone()]);
        surface.add(format!("types::{}", former.name), line);
    }
}

/// The lines of one type.
struct Types<'a> {
    api: &'a Api,
    def: &'a TypeDef,
    owner: Owner,
    surface: &'a mut Surface,
}

impl Types<'_> {
    fn add(&mut self) {
        self.traits();
        match &self.def.shape {
            Shape::Struct(object) => self.structure(object),
            Shape::StringEnum(values) => self.strings(values),
            Shape::IntegerEnum(values) => self.integers(values),
            Shape::Union(union) => self.union(union),
            Shape::StringNewtype(newtype) => {
                let secret = if newtype.secret { "secret string" } else { "string" };
                let checks = suffix(&newtype.constraints, self.api);
                self.item("", "struct of String", &format!("{secret}{checks}"));
            }
            Shape::Newtype(inner) => self.line(
                "",
                Line::new(&self.owner, format!("struct of {}", ty(inner)), "").names(names(inner, self.api)),
            ),
            Shape::Alias(inner) => self.line(
                "",
                Line::new(&self.owner, format!("type {}", ty(inner)), "").names(names(inner, self.api)),
            ),
        }
    }

    /// The traits that the user wants, as far as the type has them.
    fn traits(&mut self) {
        for derived in self.api.derived(&self.def.name) {
            let line = Line::new(&self.owner, "trait", "").kind(Kind::Trait);
            self.line(&format!(" as {derived}"), line);
        }
    }

    fn line(&mut self, suffix: &str, mut line: Line) {
        line.is_sent = self.def.direction.request;
        let item = format!("types::{}{suffix}", self.def.name);
        self.surface.add(item, line);
    }

    fn item(&mut self, suffix: &str, signature: &str, meaning: &str) {
        let line = Line::new(&self.owner, signature, meaning);
        self.line(suffix, line);
    }

    /// The variant for what the enum does not name.
    fn unknown(&mut self, signature: &str, meaning: &str) {
        let line = Line::new(&self.owner, signature, meaning).kind(Kind::Variant);
        self.line(&format!("::{UNKNOWN}"), line);
    }

    fn structure(&mut self, object: &Struct) {
        let Struct {
            constants,
            fields,
            extra,
            constraints,
        } = object;
        let constants = constants.iter().map(|constant| {
            let value = literal(&constant.value);
            format!("{} always {value}", quoted(&constant.wire))
        });
        let constants: Vec<String> = constants.collect();
        let checks = text(constraints, self.api);
        let all = constants
            .into_iter()
            .chain((!checks.is_empty()).then_some(checks));
        let meaning: Vec<String> = std::iter::once("object".to_owned()).chain(all).collect();
        self.item("", "struct", &meaning.join(", "));
        if self.is_made() {
            self.constructor(fields);
        }
        for field in fields {
            self.field(field);
            if self.is_made() {
                self.setter(field);
                self.null_setter(object, field);
            }
        }
        match extra {
            Extra::Keep(name) => {
                self.extra(name.as_str(), Line::new(&self.owner, "Extra", "other properties"))
            }
            Extra::Typed(name, of) => {
                let line = Line::new(
                    &self.owner,
                    format!("BTreeMap<String, {}>", ty(of)),
                    "other properties",
                );
                self.extra(name.as_str(), line.names(names(of, self.api)));
            }
            Extra::None => {}
        }
    }

    /// Whether callers make values of the type. If only the server writes them, they don't.
    fn is_made(&self) -> bool {
        self.def.direction.request || !self.def.direction.response
    }

    fn extra(&mut self, name: &str, line: Line) {
        self.line(
            &format!(".{name}"),
            line.members([Member::Extra]).kind(Kind::Field),
        );
    }

    fn constructor(&mut self, fields: &[Field]) {
        let required = || fields.iter().filter(|field| !field.presence.is_optional());
        let arguments: Vec<String> = required().map(|field| self.taken(field, whole(field))).collect();
        let wires: Vec<String> = required().map(|field| quoted(&field.name.wire)).collect();
        let line = Line::new(
            &self.owner,
            format!("fn({}) -> Self", arguments.join(", ")),
            wires.join(", "),
        )
        .kind(Kind::Function(arguments.len()))
        .members(required().map(member))
        .names(required().flat_map(|field| names(&field.ty, self.api)));
        self.line("::new", line);
    }

    fn field(&mut self, field: &Field) {
        let presence = match field.presence {
            Presence::Required => "required",
            Presence::Optional | Presence::OptionalOrNull => "optional",
            Presence::Nullable => "nullable",
            Presence::OptionalNullable => "optional and nullable",
        };
        let flags = [
            (self.is_made() && field.is_needed(), ", needed in requests"),
            (
                self.is_made() && field.is_never_null(),
                ", never null in requests",
            ),
            (field.secret, ", secret"),
            (field.is_only_received(), ", read-only"),
            (field.is_only_sent(), ", write-only"),
        ];
        let flags = flags.iter().filter(|(is, _)| *is).map(|(_, text)| *text);
        let meaning = format!(
            "{} {presence}{}{}",
            quoted(&field.name.wire),
            flags.collect::<String>(),
            suffix(&field.constraints, self.api)
        );
        let line = Line::new(&self.owner, whole(field), meaning)
            .kind(Kind::Field)
            .members([member(field)])
            .names(names(&field.ty, self.api));
        self.line(&format!(".{}", field.name.rust), line);
    }

    fn setter(&mut self, field: &Field) {
        if !field.presence.is_optional() || field.read_only {
            return;
        }
        let line = Line::new(
            &self.owner,
            format!("fn(self, {}) -> Self", self.taken(field, ty(&field.ty))),
            quoted(&field.name.wire),
        )
        .kind(Kind::Function(1))
        .members([member(field)])
        .names(names(&field.ty, self.api));
        self.line(&format!("::{}", field.name.rust), line);
    }

    fn null_setter(&mut self, object: &Struct, field: &Field) {
        let Some(name) = object.null_setter(field) else {
            return;
        };
        let line = Line::new(
            &self.owner,
            "fn(self) -> Self",
            format!("{} null", quoted(&field.name.wire)),
        )
        .kind(Kind::Function(0))
        .members([member(field)]);
        self.line(&format!("::{name}"), line);
    }

    /// How the constructor or the setter of a field takes its value.
    fn taken(&self, field: &Field, of: String) -> String {
        let is_nullable = field.presence == Presence::Nullable;
        match self.api.is_by_value(&field.ty) && !is_nullable {
            true => of,
            false => format!("impl Into<{of}>"),
        }
    }

    fn strings(&mut self, values: &Enum<EnumVariant>) {
        self.item("", "enum of strings", "");
        for variant in &values.variants {
            let wire = quoted(&variant.name.wire);
            self.value(variant.name.rust.as_str(), wire);
        }
        self.unknown("variant(String)", "any other string");
    }

    fn integers(&mut self, values: &Enum<IntegerVariant>) {
        self.item("", "enum of integers", "");
        for variant in &values.variants {
            self.value(variant.name.as_str(), variant.value.to_string());
        }
        self.unknown("variant(i64)", "any other integer");
    }

    fn value(&mut self, name: &str, wire: String) {
        let line = Line::new(&self.owner, "variant", wire.clone())
            .kind(Kind::Variant)
            .members([Member::Value(wire)]);
        self.line(&format!("::{name}"), line);
    }

    fn union(&mut self, union: &Union) {
        self.item("", "enum", "");
        for variant in &union.variants {
            self.variant(variant);
        }
        self.unknown("variant(ExactJson)", "any other value");
    }

    fn variant(&mut self, variant: &UnionVariant) {
        let content = ty(&variant.ty);
        let from = match (variant.convertible, &variant.ty) {
            (false, _) => String::new(),
            (true, Type::Boxed(bare)) => format!(" From<{}>", ty(bare)),
            (true, _) => " From".to_owned(),
        };
        let (signature, meaning) = match &variant.place {
            ContentPlace::Whole => (
                format!("variant({content}){from}"),
                self.evidence(&variant.evidence),
            ),
            ContentPlace::Property(key) => (
                format!("variant({content}){from}"),
                format!("the only property {}", quoted(key)),
            ),
            ContentPlace::Nowhere(value) => ("variant".to_owned(), quoted(value)),
        };
        let meaning = format!("{meaning}{}", suffix(&variant.constraints, self.api));
        let line = Line::new(&self.owner, signature, meaning)
            .kind(Kind::Variant)
            .members([Member::Variant(variant.name.to_string())])
            .names(names(&variant.ty, self.api));
        self.line(&format!("::{}", variant.name), line);
    }

    fn evidence(&self, all: &[Evidence]) -> String {
        if all.is_empty() {
            return "any value".to_owned();
        }
        let all: Vec<String> = all.iter().map(|one| evidence(one, self.api)).collect();
        all.join(", ")
    }
}

fn member(field: &Field) -> Member {
    Member::Property(field.name.wire.clone())
}

/// The type of a field, including the `Option` of its presence.
fn whole(field: &Field) -> String {
    let of = ty(&field.ty);
    match field.presence {
        Presence::Required => of,
        Presence::Optional | Presence::OptionalOrNull | Presence::Nullable => format!("Option<{of}>"),
        Presence::OptionalNullable => format!("Option<Option<{of}>>"),
    }
}
