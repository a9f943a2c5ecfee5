//! Parameters.

use indexmap::IndexMap;
use openapiv3 as oa;

use super::Lowering;
use super::docs;
use super::hints::Hint;
use super::reserved;
use super::used::Use;
use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Docs, Location, Parameter, Style, Type};
use crate::model::PathItem;
use crate::naming::{Kind, Members, Name};
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// The parameters of an operation, and their names: those of the path item, overridden by its own, by name and place.
    /// Source: OpenAPI 3.0.4, Path Item Object, `parameters`.
    pub(super) fn parameters(
        &mut self,
        item: &PathItem,
        read: &oa::Operation,
        at: &Pointer,
        caller: &Caller,
    ) -> Option<(Vec<Parameter>, Members)> {
        let own = at.child("parameters");
        let pointers = item
            .parameters
            .iter()
            .cloned()
            .chain((0..read.parameters.len()).map(|i| own.index(i)));
        // What an operation says of a parameter stands in the place of what its path says.
        let mut found: IndexMap<(Location, String), Declared> = IndexMap::new();
        let mut complete = true;
        for pointer in pointers {
            let read = self
                .model
                .resolve(&pointer, self.diagnostics)
                .and_then(|target| Some((target.clone(), self.model.parameter(&target, self.diagnostics)?)));
            let Some((target, parameter)) = read else {
                complete = false;
                continue;
            };
            let declared = Declared {
                is_own: pointer.parent().as_ref() == Some(&own),
                at: pointer,
                target,
                parameter,
            };
            let key = key(&declared.parameter);
            match found.get(&key).filter(|first| !first.gives_way_to(&declared)) {
                Some(first) => self.report_repeated(first, &declared),
                None => drop(found.insert(key, declared)),
            }
        }
        let found = found.into_values();
        let mut found: Vec<_> = found.map(|found| (found.target, found.parameter)).collect();
        found.sort_by_key(|(_, parameter)| (location(parameter), !parameter.parameter_data_ref().required));
        let placed =
            |parameter: &oa::Parameter| placed(&parameter.parameter_data_ref().name, location(parameter));
        let wires: Vec<String> = found.iter().map(|(_, parameter)| placed(parameter)).collect();
        let wires = wires.iter().map(String::as_str);
        let mut names = self
            .names
            .members(Kind::Value, reserved::CALL_METHODS, &own, wires);
        let mut parameters = Vec::new();
        for (pointer, parameter) in found {
            match self.parameter(&pointer, parameter, caller, &mut names) {
                Some(parameter) => parameters.extend(parameter),
                None => complete = false,
            }
        }
        complete.then_some((parameters, names))
    }

    /// One parameter. The outer `None` follows an error; the inner one a parameter that is left out.
    fn parameter(
        &mut self,
        at: &Pointer,
        parameter: oa::Parameter,
        caller: &Caller,
        names: &mut Members,
    ) -> Option<Option<Parameter>> {
        let place = location(&parameter);
        let (style, explode, allow_reserved) = serialization(&parameter);
        let allow_empty = matches!(
            parameter,
            oa::Parameter::Query {
                allow_empty_value: Some(true),
                ..
            }
        );
        let data = parameter.parameter_data();
        let needed = data.required.then_some(caller);
        if !self.has_a_name(&data.name, place, at, needed) {
            return Some(None);
        }
        let is_made = self.makes_key(&data.name, place, at);
        let required = (data.required && !is_made) || place == Location::Path;
        let hint = self.parameter_home(at, &data.name);
        let schema = at.child("schema");
        let constant = required
            .then(|| self.literal(std::slice::from_ref(&schema)))
            .flatten();
        let (style, explode, used) = match &data.format {
            oa::ParameterSchemaOrContent::Schema(_) if constant.is_some() => {
                (style, explode, Use::of(Type::Json))
            }
            oa::ParameterSchemaOrContent::Schema(_) => {
                let used = self.parameter_type(&schema, &hint);
                self.writable((style, explode), used, at)
            }
            oa::ParameterSchemaOrContent::Content(content) => {
                // The rules of `style` and `explode` don't apply: the row of the table says nothing of the latter.
                let explode = matches!(place, Location::Query | Location::Cookie);
                let (style, used) = self.content(content, at, &hint);
                (style, explode, used)
            }
        };
        let name = self.parameter_name(&data.name, place, names, at);
        let mut docs = docs::plain(data.description);
        docs.notes.extend(used.docs.notes);
        Some(Some(Parameter {
            pointer: at.clone(),
            name,
            location: place,
            ty: used.ty,
            required,
            constant,
            constraints: used.constraints,
            style,
            explode,
            allow_reserved,
            allow_empty,
            docs: Docs {
                text: docs.text.or(used.docs.text),
                notes: docs.notes,
            },
            deprecated: data.deprecated.unwrap_or_default() || used.deprecated,
        }))
    }

    /// The type of a parameter. A schema without a type that speaks of strings is one of texts here, where every value is text.
    fn parameter_type(&mut self, schema: &Pointer, hint: &Hint) -> Use {
        let used = self.used_at_home(schema, hint);
        let constraints = &used.constraints;
        let speaks_of_texts = constraints.pattern.is_some()
            || constraints.min_length.is_some()
            || constraints.max_length.is_some();
        let ty = match used.ty {
            Type::Json if speaks_of_texts => Type::String,
            ty => ty,
        };
        Use { ty, ..used }
    }

    /// Reports a parameter that is declared twice.
    fn report_repeated(&mut self, first: &Declared, again: &Declared) {
        let (name, place) = (again.name(), location(&again.parameter).as_str());
        let message = match first.name() == name {
            true => format!("the {place} parameter `{name}` is declared twice"),
            false => format!(
                "`{}` and `{name}` are one header, whose names have no case",
                first.name()
            ),
        };
        let mut finding = Diagnostic::new(Code::DuplicateParameter, &again.at, message);
        finding
            .effect("the first of the two is sent")
            .help("a parameter is known by its name and its place: take one of them out")
            .related(&first.at, "the first one");
        self.diagnostics.push(finding);
    }

    /// The name of an argument or, of an optional parameter, of a method of the call. Parameters in two places that share
    /// a name, and those called like a method that every call has, say where they go. Required ones too: a parameter
    /// that becomes optional keeps its name.
    pub(super) fn parameter_name(
        &mut self,
        wire: &str,
        place: Location,
        names: &mut Members,
        at: &Pointer,
    ) -> Name {
        let placed = placed(wire, place);
        let longer = format!("{placed} parameter");
        let candidates = [wire, placed.as_str(), longer.as_str()];
        let taken = self.names.member(names, &placed, &candidates, at);
        self.report_collision(&taken, at, "name");
        Name {
            wire: wire.to_owned(),
            rust: taken.ident,
        }
    }
}

/// What is known of the operation whose parameters are read.
pub(super) struct Caller {
    /// Whether a credential is sent in its header `Authorization`.
    pub is_authorized: bool,
}

/// A parameter where it is declared, and where it is described.
struct Declared {
    at: Pointer,
    /// Whether the operation declares it, and not its path.
    is_own: bool,
    target: Pointer,
    parameter: oa::Parameter,
}

impl Declared {
    fn name(&self) -> &str {
        &self.parameter.parameter_data_ref().name
    }

    /// Whether the other one overrides it: it is the operation's, by the same name.
    fn gives_way_to(&self, other: &Self) -> bool {
        !self.is_own && other.is_own && self.name() == other.name()
    }
}

/// What tells a parameter from others in the same operation.
fn placed(wire: &str, place: Location) -> String {
    format!("{wire} {}", place.as_str())
}

/// What no two parameters of an operation share. Names of headers have no case (RFC 9110, section 5.1).
fn key(parameter: &oa::Parameter) -> (Location, String) {
    let name = &parameter.parameter_data_ref().name;
    match location(parameter) {
        place @ Location::Header => (place, name.to_ascii_lowercase()),
        place @ (Location::Path | Location::Query | Location::Cookie) => (place, name.clone()),
    }
}

fn location(parameter: &oa::Parameter) -> Location {
    match parameter {
        oa::Parameter::Path { .. } => Location::Path,
        oa::Parameter::Query { .. } => Location::Query,
        oa::Parameter::Header { .. } => Location::Header,
        oa::Parameter::Cookie { .. } => Location::Cookie,
    }
}

/// Style, explode and allowReserved, or their defaults. Source: OpenAPI 3.0.4, Parameter Object.
fn serialization(parameter: &oa::Parameter) -> (Style, bool, bool) {
    let (style, allow_reserved) = match parameter {
        oa::Parameter::Path { style, .. } => (
            match style {
                oa::PathStyle::Matrix => Style::Matrix,
                oa::PathStyle::Label => Style::Label,
                oa::PathStyle::Simple => Style::Simple,
            },
            false,
        ),
        oa::Parameter::Query {
            style,
            allow_reserved,
            ..
        } => (
            match style {
                oa::QueryStyle::Form => Style::Form,
                oa::QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                oa::QueryStyle::PipeDelimited => Style::PipeDelimited,
                oa::QueryStyle::DeepObject => Style::DeepObject,
            },
            *allow_reserved,
        ),
        oa::Parameter::Header {
            style: oa::HeaderStyle::Simple,
            ..
        } => (Style::Simple, false),
        oa::Parameter::Cookie {
            style: oa::CookieStyle::Form,
            ..
        } => (Style::Form, false),
    };
    let explode = parameter
        .parameter_data_ref()
        .explode
        .unwrap_or(matches!(style, Style::Form | Style::DeepObject));
    (style, explode, allow_reserved)
}

/// Header parameters that OpenAPI says shall be ignored.
/// The media type that is used: the first JSON one, else the first.
pub(super) fn preferred(content: &oa::Content) -> Option<(&String, &oa::MediaType)> {
    let is_plain = |media_type: &str| essence(media_type) == "application/json";
    content
        .iter()
        .find(|(media_type, _)| is_plain(media_type))
        .or_else(|| content.iter().find(|(media_type, _)| is_json(media_type)))
        .or_else(|| content.first())
}

/// `application/json` and the `+json` suffix. Source: RFC 6839, section 3.1.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json"
        || essence == "text/json"
        || (essence.contains('/') && essence.ends_with("+json"))
}

/// A media type without its parameters, in small letters.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
