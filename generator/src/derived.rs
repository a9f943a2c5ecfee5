//! What generated types derive: a type has a trait if all of its members have it. The traits that the user wants for all types are
//! derived where that is possible; a type that the user names must have its traits.

use std::collections::{BTreeMap, BTreeSet};

use crate::derive::Derive;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Api, Extra, Library, Shape, StdTrait, TextFormat, Type, TypeDef, View};
use crate::naming::Ident;
use crate::options::Overrides;
use crate::source::Pointer;

/// Adds what the user wants, and reports what is impossible.
pub(crate) fn derive(api: &mut Api, overrides: &Overrides, diagnostics: &mut Diagnostics) {
    let mut wanted = Wanted::default();
    for def in definitions(api) {
        for derive in &overrides.derives {
            wanted.add(def, derive, false);
        }
    }
    for (at, derives) in &overrides.type_derives {
        let entry = overrides.entries.derives.get(at).unwrap_or(at);
        let named = named(api, at, entry, diagnostics);
        for (def, derive) in named
            .iter()
            .flat_map(|def| derives.iter().map(move |one| (*def, one)))
        {
            wanted.add(def, derive, true);
        }
    }
    for (at, attributes) in &overrides.attributes {
        let entry = overrides.entries.attributes.get(at).unwrap_or(at);
        let texts = || attributes.iter().map(|attribute| attribute.text().to_owned());
        if let Some((def, property)) = property(api, at) {
            let all = wanted.others.entry(def.name.clone()).or_default();
            all.fields.entry(property).or_default().extend(texts());
            continue;
        }
        for def in named(api, at, entry, diagnostics) {
            let all = wanted.others.entry(def.name.clone()).or_default();
            all.attributes.extend(texts());
        }
    }
    report_without_default(api, &wanted.default, diagnostics);
    let mut derives = wanted.others;
    for std in StdTrait::ALL {
        for name in possible(api, std, &mut wanted.std, diagnostics) {
            derives.entry(name).or_default().std.insert(std);
        }
    }
    api.derives = derives;
    api.has_json_schemas = wanted.json_schemas;
}

/// The traits that types shall have, and whether the user names the type.
#[derive(Default)]
struct Wanted {
    std: BTreeMap<StdTrait, BTreeMap<Ident, bool>>,
    /// The same for `Default`.
    default: BTreeMap<Ident, bool>,
    json_schemas: bool,
    others: BTreeMap<Ident, crate::ir::Derives>,
}

impl Wanted {
    fn add(&mut self, def: &TypeDef, derive: &Derive, is_named: bool) {
        match derive {
            Derive::Std(std) => {
                for std in std.requires().iter().chain([std]) {
                    let types = self.std.entry(*std).or_default();
                    *types.entry(def.name.clone()).or_default() |= is_named;
                }
            }
            Derive::Default => *self.default.entry(def.name.clone()).or_default() |= is_named,
            Derive::JsonSchema => self.json_schemas = true,
            Derive::Macro(path) => {
                let macros = &mut self.others.entry(def.name.clone()).or_default().macros;
                if !macros.contains(path) {
                    macros.push(path.clone());
                }
            }
        }
    }
}

/// The types that can have attributes: an alias and a second name are no items of their own.
fn definitions(api: &Api) -> impl Iterator<Item = &TypeDef> {
    api.types
        .values()
        .filter(|def| def.same_as.is_none() && !matches!(def.shape, Shape::Alias(_)))
}

/// The types of the schema that an entry names.
fn named<'a>(api: &'a Api, at: &Pointer, entry: &Pointer, diagnostics: &mut Diagnostics) -> Vec<&'a TypeDef> {
    let all = api.types.values().filter(|def| def.pointer == *at);
    let kept = |def: &'a TypeDef| match &def.same_as {
        Some(kept) => api.types.get(kept),
        None => Some(def),
    };
    let found: Vec<&TypeDef> = all
        .filter_map(kept)
        .filter(|def| !matches!(def.shape, Shape::Alias(_)))
        .collect();
    if found.is_empty() {
        diagnostics
            .report(
                Code::InvalidOverride,
                entry,
                "no struct or enum is generated from this schema",
            )
            .effect("nothing is generated")
            .help("correct the entry in generator.toml, or remove it");
    }
    found
}

/// The property that a pointer names, and its type, unless a type is generated from the property itself.
fn property<'a>(api: &'a Api, at: &Pointer) -> Option<(&'a TypeDef, String)> {
    if api.types.values().any(|def| def.pointer == *at) {
        return None;
    }
    let (name, properties) = (at.last()?, at.parent()?);
    if properties.last()? != "properties" {
        return None;
    }
    let mut schema = properties.parent()?;
    loop {
        if let Some(def) = api.types.values().find(|def| def.pointer == schema) {
            let kept = def.same_as.as_ref().and_then(|kept| api.types.get(kept));
            let def = kept.unwrap_or(def);
            let Shape::Struct(object) = &def.shape else {
                return None;
            };
            let has_field = object.fields.iter().any(|field| field.name.wire == name);
            return has_field.then_some((def, name));
        }
        // The properties of the parts of `allOf` are fields of the whole.
        let parts = schema.parent()?;
        if parts.last()? != "allOf" {
            return None;
        }
        schema = parts.parent()?;
    }
}

/// The types that can derive a trait, of those that shall.
fn possible(
    api: &Api,
    std: StdTrait,
    wanted: &mut BTreeMap<StdTrait, BTreeMap<Ident, bool>>,
    diagnostics: &mut Diagnostics,
) -> Vec<Ident> {
    let types = wanted.remove(&std).unwrap_or_default();
    let defs = || definitions(api).filter(|def| types.contains_key(&def.name) && !has_by_itself(&def.shape));
    let mut having: BTreeSet<&Ident> = defs().map(|def| &def.name).collect();
    let mut lacking: BTreeMap<&Ident, (&TypeDef, Lack)> = BTreeMap::new();
    loop {
        let judge = Judge {
            api,
            std,
            having: &having,
        };
        let lost: Vec<(&TypeDef, Lack)> = defs()
            .filter(|def| having.contains(&def.name))
            .filter_map(|def| Some((def, judge.lack(def)?)))
            .collect();
        if lost.is_empty() {
            break;
        }
        for (def, lack) in lost {
            having.remove(&def.name);
            lacking.insert(&def.name, (def, lack));
        }
    }
    for (name, (def, lack)) in lacking {
        diagnostics.push(report(def, std.name(), &lack, severity(types.get(name))));
    }
    having.into_iter().cloned().collect()
}

/// The severity for a type that shall have a trait and can't, by whether the user names the type.
fn severity(is_named: Option<&bool>) -> Severity {
    match is_named {
        Some(true) => Severity::Error,
        Some(false) | None => Severity::Note,
    }
}

/// Reports the types that are not `Default`, of those that shall.
fn report_without_default(api: &Api, wanted: &BTreeMap<Ident, bool>, diagnostics: &mut Diagnostics) {
    for (name, is_named) in wanted {
        let Some(def) = api.types.get(name) else { continue };
        if let Some(lack) = lack_of_default(def) {
            diagnostics.push(report(def, "Default", &lack, severity(Some(is_named))));
        }
    }
}

/// Why a type has no default value.
fn lack_of_default(def: &TypeDef) -> Option<Lack> {
    let Shape::Struct(object) = &def.shape else {
        return Some(Lack {
            property: None,
            reason: "it has no value without content".to_owned(),
        });
    };
    let required = object.fields.iter().find(|field| !field.presence.is_optional())?;
    let name = &required.name.wire;
    Some(Lack {
        property: Some(name.clone()),
        reason: format!("`{name}` is required"),
    })
}

fn report(def: &TypeDef, trait_name: &str, lack: &Lack, severity: Severity) -> Diagnostic {
    let at = match &lack.property {
        Some(property) => def.pointer.descend(["properties", property.as_str()]),
        None => def.pointer.clone(),
    };
    let name = &def.name;
    let message = format!("`{name}` can't derive `{trait_name}`: {}", lack.reason);
    let mut diagnostic = Diagnostic::new(Code::Underivable, &at, message);
    diagnostic.severity(severity);
    match severity {
        Severity::Error => diagnostic
            .effect("nothing is generated")
            .help("remove the trait from the entry of `derive` in generator.toml, or derive it for the other type too"),
        Severity::Warning | Severity::Note => diagnostic.effect("the type doesn't have the trait"),
    };
    diagnostic
}

/// Why a type can't have a trait.
struct Lack {
    /// The property that lacks it.
    property: Option<String>,
    reason: String,
}

/// Whether the definition has all traits already.
fn has_by_itself(shape: &Shape) -> bool {
    match shape {
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) => true,
        Shape::Struct(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Alias(_) => false,
    }
}

/// Judges whether types have a trait.
struct Judge<'a> {
    api: &'a Api,
    std: StdTrait,
    /// The types that derive it, as far as it is known.
    having: &'a BTreeSet<&'a Ident>,
}

impl Judge<'_> {
    fn lack(&self, def: &TypeDef) -> Option<Lack> {
        let of = |property: Option<&String>, reason: String| Lack {
            property: property.cloned(),
            reason,
        };
        match &def.shape {
            Shape::Struct(object) => {
                let mut fields = object.fields.iter();
                let field = fields.find_map(|field| {
                    let reason = self.obstacle(&field.ty)?;
                    Some(of(
                        Some(&field.name.wire),
                        format!("`{}` is {reason}", field.name.wire),
                    ))
                });
                field.or_else(|| {
                    let reason = match &object.extra {
                        Extra::Keep(_) => self.json_obstacle()?,
                        Extra::Typed(_, of) => self.obstacle(of)?,
                        Extra::None => return None,
                    };
                    Some(of(None, format!("a further property is {reason}")))
                })
            }
            Shape::Union(union) => {
                let mut variants = union.variants.iter();
                let variant = variants.find_map(|variant| {
                    let reason = self.obstacle(&variant.ty)?;
                    Some(format!("`{}` is {reason}", variant.name))
                });
                let unknown = || Some(format!("`Unknown` is {}", self.json_obstacle()?));
                variant.or_else(unknown).map(|reason| of(None, reason))
            }
            Shape::Newtype(inner) => Some(of(None, format!("it contains {}", self.obstacle(inner)?))),
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) | Shape::Alias(_) => None,
        }
    }

    /// What in a type lacks the trait.
    fn obstacle(&self, of: &Type) -> Option<String> {
        match of.view() {
            View::Named(name) => match self.api.types.get(name) {
                Some(def) => match (&def.same_as, &def.shape) {
                    (Some(kept), shape) => self.definition(kept, shape),
                    (None, Shape::Alias(inner)) => self.obstacle(inner),
                    (None, shape) => self.definition(name, shape),
                },
                None => None,
            },
            View::Boxed(inner) | View::Array(inner) | View::Map(inner) | View::Nullable(inner) => {
                self.obstacle(inner)
            }
            View::Leaf => self.leaf(of),
        }
    }

    fn definition(&self, name: &Ident, shape: &Shape) -> Option<String> {
        let has = has_by_itself(shape) || self.having.contains(name);
        (!has).then(|| format!("a `{name}`, which doesn't derive it"))
    }

    fn leaf(&self, of: &Type) -> Option<String> {
        match (of, self.std) {
            (Type::F64, StdTrait::PartialOrd) => None,
            (Type::F64, StdTrait::Eq | StdTrait::Hash | StdTrait::Ord) => {
                Some("a floating-point number".to_owned())
            }
            (Type::Json, _) => self.json_obstacle(),
            (Type::File, _) => Some("a file".to_owned()),
            (Type::Text(TextFormat::Number), StdTrait::PartialOrd | StdTrait::Ord) => {
                Some("a number in either spelling".to_owned())
            }
            // The compiler knows whether a type of the user has it.
            (Type::Custom(path), StdTrait::PartialOrd | StdTrait::Ord) => {
                Library::of_path(&path.names()).map(|library| format!("a type of `{}`", library.name()))
            }
            _ => None,
        }
    }

    /// Arbitrary JSON has no order.
    fn json_obstacle(&self) -> Option<String> {
        match self.std {
            StdTrait::Eq | StdTrait::Hash => None,
            StdTrait::PartialOrd | StdTrait::Ord => Some("any JSON".to_owned()),
        }
    }
}
