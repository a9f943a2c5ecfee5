//! Parameters: their types and serialization.

use indexmap::IndexMap;
use openapiv3 as oa;

use super::fixed_query::Address;
use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Constraints, Docs, Literal, Location, Parameter, Style, Type};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::schema::docs;
use crate::lower::schema::used::Use;
use crate::model::{COOKIE_STYLE, PathItem, QUERYSTRING};
use crate::naming::{Ident, Key, Name, Unnamed};
use crate::source::{Node, Pointer};

/// A parameter before it has a name and a type.
pub(super) struct Read {
    pub at: Pointer,
    pub wire: String,
    pub place: Location,
    pub required: bool,
    /// Whether the lock keeps it as an argument although it is optional.
    pub is_kept: bool,
    /// The only allowed value, which the caller need not set.
    constant: Option<Literal>,
    /// Its declaration. `None` if only the path names it.
    pub described: Option<oa::Parameter>,
}

impl Read {
    /// A parameter that only the path names.
    pub(super) fn undeclared(wire: &str, at: &Pointer) -> Self {
        Self {
            at: at.clone(),
            wire: wire.to_owned(),
            place: Location::Path,
            required: true,
            is_kept: false,
            constant: None,
            described: None,
        }
    }

    /// Whether it is an argument instead of a setter.
    pub(super) fn is_argument(&self) -> bool {
        self.required && self.constant.is_none()
    }

    pub(super) fn key(&self) -> Key {
        Key::of(&self.wire, self.place.as_str())
    }

    /// The location is added to a parameter's name if the name is taken. A moved parameter keeps its name and position.
    pub(super) fn unnamed(&self) -> Unnamed {
        let places = [
            Location::Path,
            Location::Query,
            Location::QueryString,
            Location::Header,
            Location::Cookie,
        ];
        let placed = format!("{} {}", self.wire, self.place.as_str());
        let others = places.into_iter().filter(|place| *place != self.place);
        Unnamed {
            former_keys: others.map(|place| Key::of(&self.wire, place.as_str())).collect(),
            candidates: vec![self.wire.clone(), placed.clone(), format!("{placed} parameter")],
            rank: self.place as u8,
            ..Unnamed::new(self.key(), &self.wire, &self.at)
        }
    }
}

/// The operation whose parameters are lowered.
pub(super) struct Caller<'a> {
    pub item: &'a PathItem,
    pub address: &'a Address<'a>,
    pub read: &'a oa::Operation,
    pub at: &'a Pointer,
    /// Its place, by which the lock identifies it.
    pub declared: &'a Pointer,
    /// Whether its body is required, if it has one.
    pub body: Option<bool>,
    /// Whether credentials are sent in its header `Authorization`.
    pub is_authorized: bool,
}

impl Lowering<'_, '_> {
    /// The parameters of an operation: those of the path item, overridden by its own, by name and place. `None` after an
    /// error. Source: OpenAPI 3.0.4, Path Item Object, `parameters`.
    pub(super) fn found(&mut self, caller: &Caller<'_>) -> Option<Vec<Read>> {
        let own = caller.at.child("parameters");
        let count = caller.read.parameters.len();
        let shared = caller.item.parameters.iter().cloned();
        let pointers = shared.chain((0..count).map(|i| own.index(i)));
        // A parameter of the operation replaces the one of its path item.
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
                place: self.location(&parameter, &target),
                at: pointer,
                target,
                parameter,
            };
            let key = key(declared.place, &declared.parameter);
            match found.get(&key).filter(|first| !first.is_overridden_by(&declared)) {
                Some(first) => self.report_repeated(first, &declared),
                None => drop(found.insert(key, declared)),
            }
        }
        self.keep_one_query(&mut found);
        let mut found: Vec<Read> = found
            .into_values()
            .filter_map(|found| self.read(found.target, found.place, found.parameter, caller))
            .collect();
        found.sort_by_key(|read| (read.place, !read.required));
        complete.then_some(found)
    }

    /// A parameter before it has a name. `None` if it is left out.
    fn read(
        &mut self,
        at: Pointer,
        place: Location,
        parameter: oa::Parameter,
        caller: &Caller<'_>,
    ) -> Option<Read> {
        let data = parameter.parameter_data_ref();
        let needed = data.required.then_some(caller);
        if !self.has_a_name(&data.name, place, &at, needed) {
            return None;
        }
        let is_generated = self.generates_key(&data.name, place, &at);
        let required = (data.required && !is_generated) || place == Location::Path;
        let schema = at.child("schema");
        let constant = required
            .then(|| self.literal(std::slice::from_ref(&schema)))
            .flatten();
        Some(Read {
            at,
            wire: data.name.clone(),
            place,
            required,
            is_kept: false,
            constant,
            described: Some(parameter),
        })
    }

    /// The type of a parameter. A schema without `type` that has string keywords is a string here, since every value is text.
    fn parameter_type(&mut self, schema: &Pointer, hint: &Hint) -> Use {
        let used = self.used_at_home(schema, hint);
        let constraints = &used.constraints;
        let speaks_of_texts = constraints.pattern.is_some()
            || constraints.min_length.is_some()
            || constraints.max_length.is_some();
        let is_text = used.ty == Type::Json && speaks_of_texts;
        let ty = if is_text { Type::String } else { used.ty };
        Use { ty, ..used }
    }

    /// Reports a parameter that is declared twice.
    fn report_repeated(&mut self, first: &Declared, again: &Declared) {
        let (name, place) = (again.name(), again.place.as_str());
        let message = match first.name() == name {
            true => format!("the {place} parameter `{name}` is declared twice"),
            false => format!(
                "`{}` and `{name}` are the same header, since header names are case-insensitive",
                first.name()
            ),
        };
        let mut diagnostic = Diagnostic::new(Code::DuplicateParameter, &again.at, message);
        diagnostic
            .effect("the first of them is sent")
            .help("a parameter is identified by its name and `in`: remove one of them")
            .related(&first.at, "the first one");
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn parameter(&mut self, read: Read, rust: Ident) -> Parameter {
        let Read {
            at,
            wire,
            place,
            required,
            is_kept,
            constant,
            described,
        } = read;
        let name = Name { wire, rust };
        let Some(parameter) = described else {
            return of_path(name, at);
        };
        let (style, explode, allow_reserved) = self.serialization(&parameter, place, &at);
        let allow_empty = matches!(
            parameter,
            oa::Parameter::Query {
                allow_empty_value: Some(true),
                ..
            }
        );
        let data = parameter.parameter_data();
        let hint = self.parameter_home(&at, &data.name);
        let schema = at.child("schema");
        let integer = |keyword| self.model.integer(&schema, keyword);
        let (default, minimum) = (integer("default"), integer("minimum"));
        let (style, explode, used) = match &data.format {
            oa::ParameterSchemaOrContent::Schema(_) if constant.is_some() => {
                (style, explode, Use::of(Type::Json))
            }
            oa::ParameterSchemaOrContent::Schema(_) => {
                let used = self.parameter_type(&schema, &hint);
                self.writable((style, explode), used, &schema, &at)
            }
            oa::ParameterSchemaOrContent::Content(content) if place == Location::QueryString => {
                self.whole_query(content, &at, &hint)
            }
            oa::ParameterSchemaOrContent::Content(content) => {
                // `style` and `explode` don't apply, so the row of the table omits `explode`.
                let explode = matches!(place, Location::Query | Location::Cookie);
                let (style, used) = self.content(content, &at, &hint);
                (style, explode, used)
            }
        };
        let mut docs = docs::plain(data.description);
        docs.notes.extend(used.docs.notes);
        Parameter {
            pointer: at,
            name,
            location: place,
            ty: used.ty,
            required,
            is_kept,
            constant,
            constraints: used.constraints,
            default,
            minimum,
            style,
            explode,
            allow_reserved,
            allow_empty,
            docs: Docs {
                text: docs.text.or(used.docs.text),
                notes: docs.notes,
            },
            deprecated: data.deprecated.unwrap_or_default() || used.deprecated,
        }
    }
}

/// A parameter: the place of its declaration, and its place after following references.
struct Declared {
    at: Pointer,
    /// Whether the operation declares it, and not its path.
    is_own: bool,
    place: Location,
    target: Pointer,
    parameter: oa::Parameter,
}

impl Declared {
    fn name(&self) -> &str {
        &self.parameter.parameter_data_ref().name
    }

    /// Whether the parameter `other`, which the operation declares, overrides this one.
    fn is_overridden_by(&self, other: &Self) -> bool {
        !self.is_own && other.is_own && self.name() == other.name()
    }
}

/// The parameter for a path expression without a declaration: a string.
fn of_path(name: Name, at: Pointer) -> Parameter {
    Parameter {
        pointer: at,
        name,
        location: Location::Path,
        ty: Type::String,
        required: true,
        is_kept: false,
        constant: None,
        constraints: Constraints::default(),
        default: None,
        minimum: None,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        allow_empty: false,
        docs: Docs::default(),
        deprecated: false,
    }
}

/// The key that is unique within an operation. Header names are case-insensitive (RFC 9110, section 5.1).
fn key(place: Location, parameter: &oa::Parameter) -> (Location, String) {
    let name = &parameter.parameter_data_ref().name;
    match place {
        Location::Header => (place, name.to_ascii_lowercase()),
        Location::Path | Location::Query | Location::QueryString | Location::Cookie => (place, name.clone()),
    }
}

impl Lowering<'_, '_> {
    fn location(&self, parameter: &oa::Parameter, at: &Pointer) -> Location {
        match parameter {
            oa::Parameter::Path { .. } => Location::Path,
            oa::Parameter::Query { .. } if self.is_marked(at, QUERYSTRING) => Location::QueryString,
            oa::Parameter::Query { .. } => Location::Query,
            oa::Parameter::Header { .. } => Location::Header,
            oa::Parameter::Cookie { .. } => Location::Cookie,
        }
    }

    fn is_marked(&self, at: &Pointer, key: &str) -> bool {
        let node = self.model.node(at).and_then(|node| node.get(key));
        node.and_then(Node::as_bool) == Some(true)
    }

    /// `style`, `explode` and `allowReserved`, or their defaults. Source: OpenAPI 3.0.4, Parameter Object.
    fn serialization(&self, parameter: &oa::Parameter, place: Location, at: &Pointer) -> (Style, bool, bool) {
        let (style, explode, allow_reserved) = serialization(parameter);
        match place {
            Location::Cookie if self.is_marked(at, COOKIE_STYLE) => {
                let explode = parameter.parameter_data_ref().explode;
                (Style::Cookie, explode.unwrap_or(true), false)
            }
            // Since OpenAPI 3.2. Earlier ones have no such keyword here, as its diagnostic says.
            Location::Path | Location::Cookie => (style, explode, self.is_marked(at, "allowReserved")),
            Location::Query | Location::QueryString | Location::Header => (style, explode, allow_reserved),
        }
    }

    /// Removes the parameters beside one that is the whole query. OpenAPI 3.2.0, section 4.12.1, `in`.
    fn keep_one_query(&mut self, found: &mut IndexMap<(Location, String), Declared>) {
        let whole = found
            .values()
            .find(|declared| declared.place == Location::QueryString);
        let Some(whole) = whole.map(|whole| (whole.at.clone(), whole.target.clone())) else {
            return;
        };
        found.retain(|_, declared| {
            let is_part = matches!(declared.place, Location::Query | Location::QueryString);
            let is_kept = !is_part || declared.target == whole.1;
            if !is_kept {
                let message = format!(
                    "`{}` is beside a parameter that is the whole query",
                    declared.name()
                );
                let mut diagnostic = Diagnostic::new(Code::UnsupportedParameter, &declared.at, message);
                diagnostic
                    .loosened("it is left out")
                    .related(&whole.0, "the whole query");
                self.diagnostics.push(diagnostic);
            }
            is_kept
        });
    }
}

/// `style`, `explode` and `allowReserved` of OpenAPI 3.0, or their defaults.
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

/// The media type that is used: the first JSON one, or otherwise the first one.
pub(crate) fn preferred(content: &oa::Content) -> Option<(&String, &oa::MediaType)> {
    let is_plain = |media_type: &str| essence(media_type) == "application/json";
    content
        .iter()
        .find(|(media_type, _)| is_plain(media_type))
        .or_else(|| content.iter().find(|(media_type, _)| is_json(media_type)))
        .or_else(|| content.first())
}

/// `application/json` and the `+json` suffix. Source: RFC 6839, section 3.1.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json"
        || essence == "text/json"
        || (essence.contains('/') && essence.ends_with("+json"))
}

/// A media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
