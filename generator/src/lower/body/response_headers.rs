//! Response headers. A header that many responses declare in the same way is one constant.

use std::collections::BTreeMap;

use openapiv3 as oa;

use crate::diagnostics::Code;
use crate::ir::{Group, Header, HeaderForm, Type};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::lower::operation::parameters::{is_json, preferred};
use crate::lower::schema::docs;
use crate::naming::{self, Ident, Kind, Names, Scope};
use crate::source::{Node, Pointer};

/// The response headers that have been lowered.
pub(crate) struct Headers<'t> {
    /// The declarations by lower-case name, each with its lowered header. `None` if the header is left out.
    read: Vec<(String, &'t Node, Option<usize>)>,
    distinct: Vec<Header>,
    names: Scope,
}

/// The key of a header in the lock.
const HEADER: &str = "header";

impl Headers<'_> {
    pub(crate) fn new(names: &Names<'_>) -> Self {
        Self {
            read: Vec::new(),
            distinct: Vec::new(),
            names: names.scope(Kind::Const, &[HEADER], &[]),
        }
    }
}

impl Headers<'_> {
    /// If a header is spelled in several ways, the alphabetically first spelling is used, in whatever order they occur.
    fn spell(&mut self, index: usize, wire: &str) {
        if let Some(header) = self.distinct.get_mut(index)
            && wire < header.name.wire.as_str()
        {
            wire.clone_into(&mut header.name.wire);
        }
    }

    /// Sets the final spelling of the operations' headers.
    pub(crate) fn settle(&self, groups: &mut [Group]) {
        let spelled = self.distinct.iter();
        let spelled: BTreeMap<&Ident, &str> = spelled
            .map(|header| (&header.name.rust, header.name.wire.as_str()))
            .collect();
        let operations = groups.iter_mut().flat_map(|group| &mut group.operations);
        for header in operations.flat_map(|operation| &mut operation.headers) {
            if let Some(wire) = spelled.get(&header.name.rust) {
                (*wire).clone_into(&mut header.name.wire);
            }
        }
    }
}

impl Lowering<'_, '_> {
    /// Whether the response at `at` is documented to have a header `Link`.
    pub(super) fn has_link(&self, at: &Pointer) -> bool {
        let headers = self.model.node(&at.child("headers")).and_then(Node::as_object);
        headers.is_some_and(|headers| headers.keys().any(|name| name.eq_ignore_ascii_case("link")))
    }

    /// Adds the headers of the response at `at` that `found` does not contain.
    pub(super) fn response_headers(&mut self, at: &Pointer, found: &mut Vec<Header>) {
        for (wire, at) in self.model.members(&at.child("headers")) {
            let Some(index) = self.response_header(&wire, &at) else {
                continue;
            };
            let known = self.lowered.headers.distinct.get(index);
            found.extend(
                known
                    .filter(|header| !found.iter().any(|other| other.name.rust == header.name.rust))
                    .cloned(),
            );
        }
    }

    fn response_header(&mut self, wire: &str, at: &Pointer) -> Option<usize> {
        let target = self.model.resolve(at, self.diagnostics)?;
        let node = self.model.node(&target)?;
        let key = wire.to_ascii_lowercase();
        // Most descriptions repeat a header's declaration in hundreds of places.
        let is_same = |(name, other, _): &&(String, &Node, _)| {
            *name == key && (std::ptr::eq(*other, node) || *other == node)
        };
        if let Some((_, _, index)) = self.lowered.headers.read.iter().find(is_same) {
            return *index;
        }
        let index = self.new_header(wire, &target, at);
        self.lowered.headers.read.push((key, node, index));
        index
    }

    fn new_header(&mut self, wire: &str, target: &Pointer, at: &Pointer) -> Option<usize> {
        // Source: OpenAPI 3.0.4, Response Object, `headers`.
        if wire.eq_ignore_ascii_case("content-type") {
            self.diagnostics
                .report(
                    Code::IgnoredKeyword,
                    at,
                    format!("`content` already describes `{wire}`"),
                )
                .on_key()
                .effect("it is left out, as OpenAPI requires");
            return None;
        }
        if !self.is_name_of_a_response_header(wire, at) {
            return None;
        }
        let read = self.model.header(target, self.diagnostics)?;
        let named = format!("{} header", naming::camel(wire));
        let hint = Hint::new(self.part_home(target, at, named, "Header"));
        let (form, ty, notes) = match &read.format {
            oa::ParameterSchemaOrContent::Schema(_) => {
                let used = self.used_at_home(&target.child("schema"), &hint);
                let explode = self.model.node(target).and_then(|node| node.get("explode"));
                let explode = explode.is_some_and(|node| node.to_json() == true);
                (HeaderForm::Simple { explode }, used.element(), used.docs.notes)
            }
            oa::ParameterSchemaOrContent::Content(content) => {
                let (form, ty) = self.header_content(content, target, &hint);
                (form, ty, Vec::new())
            }
        };
        let mut docs = docs::plain(read.description);
        docs.notes.extend(notes);
        let same = |header: &Header| {
            header.name.wire.eq_ignore_ascii_case(wire) && header.ty == ty && header.form == form
        };
        if let Some(index) = self.lowered.headers.distinct.iter().position(same) {
            self.lowered.headers.spell(index, wire);
            return Some(index);
        }
        let of_type = format!("{wire} {}", type_suffix(&ty));
        // The lock pins it by its content, since it occurs in many places.
        let place = self.model.root().child("headers");
        let place = place.child(&format!("{} {}", wire.to_ascii_lowercase(), type_suffix(&ty)));
        let taken = self
            .names
            .scoped(HEADER, &mut self.lowered.headers.names, &[wire, &of_type], &place);
        self.lowered.headers.distinct.push(Header {
            name: naming::Name {
                wire: wire.to_owned(),
                rust: taken.ident,
            },
            form,
            ty,
            docs,
            deprecated: read.deprecated.unwrap_or_default(),
        });
        Some(self.lowered.headers.distinct.len().saturating_sub(1))
    }
}

impl Lowering<'_, '_> {
    fn header_content(&mut self, content: &oa::Content, at: &Pointer, hint: &Hint) -> (HeaderForm, Type) {
        let Some((media_type, media)) = preferred(content) else {
            return (HeaderForm::Text, Type::String);
        };
        let media_at = at.child("content").child(media_type);
        let schema = media_at.child("schema");
        let has_schema = media.schema.is_some();
        let is_json = is_json(media_type) || (has_schema && self.is_json_body(media_type, &schema));
        match (is_json, has_schema) {
            (true, true) => (HeaderForm::Json, self.used_at_home(&schema, hint).element()),
            (true, false) => (HeaderForm::Json, Type::Json),
            (false, true) if self.is_text(&schema) => {
                (HeaderForm::Text, self.used_at_home(&schema, hint).element())
            }
            (false, true) => {
                let message = format!("a header of `{media_type}` is not typed");
                self.lossy(&media_at, &message, "the client returns its text");
                (HeaderForm::Text, Type::String)
            }
            (false, false) => (HeaderForm::Text, Type::String),
        }
    }
}

/// A suffix that distinguishes headers with one name and different types.
fn type_suffix(ty: &Type) -> String {
    match ty {
        Type::Bool => "flag".to_owned(),
        Type::I64 | Type::U64 => "integer".to_owned(),
        Type::F64 => "number".to_owned(),
        Type::String | Type::File => "text".to_owned(),
        Type::Text(format) => format.rust().to_owned(),
        Type::Custom(path) => path.to_string(),
        Type::Json => "json".to_owned(),
        Type::Named(name) => name.to_string(),
        Type::Array(_) => "list".to_owned(),
        Type::Map(_) => "map".to_owned(),
        Type::Boxed(inner) | Type::Nullable(inner) => type_suffix(inner),
    }
}
