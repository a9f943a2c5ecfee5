//! Parameters.

use indexmap::IndexMap;
use openapiv3 as oa;

use super::Lowering;
use super::docs;
use super::reserved;
use crate::ir::{Docs, Location, Parameter, Style};
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
    ) -> Option<(Vec<Parameter>, Members)> {
        let own = at.child("parameters");
        let pointers = item
            .parameters
            .iter()
            .cloned()
            .chain((0..read.parameters.len()).map(|i| own.index(i)));
        // What an operation says of a parameter stands in the place of what its path says.
        let mut found: IndexMap<(Location, String), (Pointer, oa::Parameter)> = IndexMap::new();
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
            found.insert(key(&parameter), (target, parameter));
        }
        let mut found: Vec<_> = found.into_values().collect();
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
            match self.parameter(&pointer, parameter, &mut names) {
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
        names: &mut Members,
    ) -> Option<Option<Parameter>> {
        let place = location(&parameter);
        let (style, explode, allow_reserved) = serialization(&parameter);
        let data = parameter.parameter_data();
        if !self.has_a_name(&data.name, place, at) {
            return Some(None);
        }
        let hint = self.parameter_home(at, &data.name);
        let (style, explode, used) = match &data.format {
            oa::ParameterSchemaOrContent::Schema(_) => {
                (style, explode, self.used_at_home(&at.child("schema"), &hint))
            }
            oa::ParameterSchemaOrContent::Content(content) => {
                // The rules of `style` and `explode` don't apply: the row of the table says nothing of the latter.
                let explode = matches!(place, Location::Query | Location::Cookie);
                let (style, used) = self.content(content, at, &hint);
                (style, explode, used)
            }
        };
        let is_made = self.makes_key(&data.name, place, at);
        let required = (data.required && !is_made) || place == Location::Path;
        let name = self.parameter_name(&data.name, place, names, at);
        let mut docs = docs::plain(data.description);
        docs.notes.extend(used.docs.notes);
        Some(Some(Parameter {
            pointer: at.clone(),
            name,
            location: place,
            ty: used.ty,
            required,
            constraints: used.constraints,
            style,
            explode,
            allow_reserved,
            docs: Docs {
                text: docs.text.or(used.docs.text),
                notes: docs.notes,
            },
            deprecated: data.deprecated.unwrap_or_default() || used.deprecated,
        }))
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

/// What tells a parameter from others in the same operation.
fn placed(wire: &str, place: Location) -> String {
    format!("{wire} {}", place.as_str())
}

fn key(parameter: &oa::Parameter) -> (Location, String) {
    (location(parameter), parameter.parameter_data_ref().name.clone())
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
    content
        .iter()
        .find(|(media_type, _)| is_json(media_type))
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
