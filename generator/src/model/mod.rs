//! The 3.0 tree as openapiv3 types, one node at a time: a node's own fields are typed, the objects below it are references
//! to where they stand. So one bad node is one located error, and children and `$ref`s come through the same door.
//! Knows nothing of the ir.

#[cfg(test)]
pub(crate) mod mutation_tests;
mod shallow;
#[cfg(test)]
mod tests;
mod trail;

use openapiv3::{
    Header, Info, Operation, Parameter, RequestBody, Response, Schema, SecurityRequirement, SecurityScheme,
    Server, Tag,
};
use serde::de::DeserializeOwned;

use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::{Object, Rule, is_typed, key_fits};
use crate::ir::Method;
use crate::source::{self, Node, Pointer};
use trail::Trail;

/// Where the translation of newer dialects leaves what 3.0 can't say.
pub(crate) use crate::dialect::{NEVER, OTHERS, REST, UNTYPED_PARTS};

/// A description in the 3.0 shape.
#[derive(Clone, Debug)]
pub(crate) struct Model<'t> {
    at: Pointer,
    root: &'t Node,
    trail: Trail<'t>,
}

/// One path with the operations under it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PathItem {
    /// The template: `/pets/{id}`.
    pub path: String,
    /// The member of the Paths Object.
    pub declared: Pointer,
    /// The Path Item Object itself, where `$ref`s have led. Its `servers` are [`Model::servers`] of it.
    pub pointer: Pointer,
    pub summary: Option<String>,
    pub description: Option<String>,
    /// The parameters of all its operations, unresolved.
    pub parameters: Vec<Pointer>,
    /// In the order of the text.
    pub operations: Vec<(Method, Pointer)>,
}

impl PathItem {
    /// Where its operation at `at` would be if the path item was written where it is declared. A path item that several
    /// paths refer to has several operations of one place.
    pub(crate) fn declared_at(&self, at: &Pointer) -> Pointer {
        at.last()
            .map_or_else(|| at.clone(), |method| self.declared.child(&method))
    }
}

impl<'t> Model<'t> {
    /// The model of a tree that `dialect` has made; `document` is its name in pointers.
    pub(crate) fn new(document: &str, root: &'t Node) -> Self {
        Self {
            at: Pointer::root(document),
            root,
            trail: Trail::new(root, Pointer::root(document)),
        }
    }

    /// The pointer to the whole document.
    pub(crate) fn root(&self) -> &Pointer {
        &self.at
    }

    /// The node at `at` as it is in the text: for extensions, exact numbers and the order of keys.
    pub(crate) fn node(&self, at: &Pointer) -> Option<&'t Node> {
        self.trail
            .node(at)
            .filter(|_| at.document() == self.at.document())
    }

    /// Where the reference at `at` leads, one step, whether something is there or not; `None` for what is no reference.
    pub(crate) fn reference(&self, at: &Pointer) -> Option<Pointer> {
        Pointer::from_reference(at.document(), self.trail.node(at)?.get("$ref")?.as_str()?)
    }

    /// Where the references from `at` end, without a word: one that leads nowhere, or back to itself, ends somewhere.
    pub(crate) fn end(&self, at: &Pointer) -> Pointer {
        let mut here = at.clone();
        for _ in 0..source::MAX_STEPS {
            match self.reference(&here) {
                Some(next) => here = next,
                None => break,
            }
        }
        here
    }

    /// The integer that the schema at `at`, or the schema that it refers to, has as `keyword`.
    pub(crate) fn integer(&self, at: &Pointer, keyword: &str) -> Option<i64> {
        self.node(&self.end(at))?.get(keyword)?.to_json().as_i64()
    }

    /// Follows references from `at` to a node that is none. What leads nowhere is reported.
    pub(crate) fn resolve(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Pointer> {
        // Most nodes stand for themselves.
        match self.trail.node(at).and_then(|node| node.get("$ref")) {
            Some(_) => source::resolve(self.root, at, diagnostics),
            None => Some(at.clone()),
        }
    }

    /// The Info Object, empty when it is missing.
    pub(crate) fn info(&self, diagnostics: &mut Diagnostics) -> Info {
        self.typed(Object::Info, &self.at.child("info"), diagnostics)
            .unwrap_or_default()
    }

    /// The servers of the document, of a path item or of an operation: of the object at `owner`.
    pub(crate) fn servers(&self, owner: &Pointer, diagnostics: &mut Diagnostics) -> Vec<Server> {
        self.inline_list(Object::Server, &owner.child("servers"), diagnostics)
            .unwrap_or_default()
    }

    /// The security requirements of the document or of an operation; `None` when it says nothing, which is not `[]`.
    pub(crate) fn security(
        &self,
        owner: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<SecurityRequirement>> {
        self.inline_list(Object::SecurityRequirement, &owner.child("security"), diagnostics)
    }

    /// The tags that the document describes.
    pub(crate) fn tags(&self, diagnostics: &mut Diagnostics) -> Vec<Tag> {
        self.inline_list(Object::Tag, &self.at.child("tags"), diagnostics)
            .unwrap_or_default()
    }

    /// `components/schemas`, in the order of the text.
    pub(crate) fn schemas(&self) -> Vec<(String, Pointer)> {
        self.components("schemas")
    }

    /// `components/securitySchemes`.
    pub(crate) fn security_schemes(&self) -> Vec<(String, Pointer)> {
        self.components("securitySchemes")
    }

    /// Every path, in the order of the text.
    pub(crate) fn paths(&self, diagnostics: &mut Diagnostics) -> Vec<PathItem> {
        let paths = self.members(&self.at.child("paths"));
        let paths = paths.into_iter().filter(|(path, _)| !path.starts_with("x-"));
        paths
            .filter_map(|(path, at)| self.path(path, at, diagnostics))
            .collect()
    }

    /// The webhooks by name (OpenAPI 3.1: `webhooks`).
    pub(crate) fn webhooks(&self, diagnostics: &mut Diagnostics) -> Vec<PathItem> {
        self.items_by_name(&self.at.child("webhooks"), diagnostics)
    }

    /// The callbacks of the operation at `at`, each by the name where it is written; a name may be there several times.
    pub(crate) fn callbacks(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Vec<PathItem> {
        let mut found = Vec::new();
        for (name, declared) in self.members(&at.child("callbacks")) {
            let Some(callback) = self.resolve(&declared, diagnostics) else {
                continue;
            };
            let name = callback.last().unwrap_or(name);
            let items = self.items_by_name(&callback, diagnostics).into_iter();
            found.extend(items.map(|item| PathItem {
                path: name.clone(),
                ..item
            }));
        }
        found
    }

    fn items_by_name(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Vec<PathItem> {
        let named = self.members(at).into_iter();
        named
            .filter(|(name, _)| !name.starts_with("x-"))
            .filter_map(|(name, at)| self.path_item(name, at, diagnostics))
            .collect()
    }

    /// The schema at `at`, or where the reference there leads.
    pub(crate) fn schema(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Schema> {
        self.typed(Object::Schema, at, diagnostics)
    }

    /// The operation at `at`.
    pub(crate) fn operation(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Operation> {
        self.typed(Object::Operation, at, diagnostics)
    }

    /// The parameter at `at`, or where the reference there leads.
    pub(crate) fn parameter(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Parameter> {
        self.typed(Object::Parameter, at, diagnostics)
    }

    /// The request body at `at`, or where the reference there leads.
    pub(crate) fn request_body(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<RequestBody> {
        self.typed(Object::RequestBody, at, diagnostics)
    }

    /// The response at `at`, or where the reference there leads.
    pub(crate) fn response(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Response> {
        self.typed(Object::Response, at, diagnostics)
    }

    /// The header at `at`, or where the reference there leads.
    pub(crate) fn header(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Header> {
        self.typed(Object::Header, at, diagnostics)
    }

    /// The media type at `at`: a member of [`Self::content`].
    #[cfg(test)]
    pub(crate) fn media_type(
        &self,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Option<openapiv3::MediaType> {
        self.typed(Object::MediaType, at, diagnostics)
    }

    /// The security scheme at `at`, or where the reference there leads.
    pub(crate) fn security_scheme(
        &self,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Option<SecurityScheme> {
        self.typed(Object::SecurityScheme, at, diagnostics)
    }

    /// The media types in the `content` of a request body, response, parameter or header: of the object at `owner`.
    pub(crate) fn content(&self, owner: &Pointer) -> Vec<(String, Pointer)> {
        self.members(&owner.child("content"))
    }

    /// The members of the object at `at`, in the order of the text; none when there is no object.
    pub(crate) fn members(&self, at: &Pointer) -> Vec<(String, Pointer)> {
        let members = self.node(at).and_then(Node::as_object);
        members
            .into_iter()
            .flat_map(|members| members.keys())
            .map(|key| (key.clone(), at.child(key)))
            .collect()
    }

    /// The keys of the schema at `at` that OpenAPI 3.0 knows: what others say there changes nothing.
    pub(crate) fn keywords(&self, at: &Pointer) -> Vec<&'t str> {
        let members = self.node(at).and_then(Node::as_object);
        let keys = members.into_iter().flat_map(|members| members.keys());
        keys.map(String::as_str)
            .filter(|key| *key == "$ref" || Object::Schema.keyword(key).is_some())
            .collect()
    }

    /// The items of the array at `at`; none when there is no array.
    pub(crate) fn items(&self, at: &Pointer) -> Vec<Pointer> {
        let items = self.node(at).and_then(Node::as_array).unwrap_or_default();
        (0..items.len()).map(|index| at.index(index)).collect()
    }

    fn components(&self, section: &str) -> Vec<(String, Pointer)> {
        self.members(&self.at.child("components").child(section))
    }

    fn path(&self, path: String, declared: Pointer, diagnostics: &mut Diagnostics) -> Option<PathItem> {
        if !key_fits(Rule::Path, &path, &declared, diagnostics) {
            return None;
        }
        self.path_item(path, declared, diagnostics)
    }

    fn path_item(&self, path: String, declared: Pointer, diagnostics: &mut Diagnostics) -> Option<PathItem> {
        let pointer = self.resolve(&declared, diagnostics)?;
        let text = |key| self.node(&pointer)?.get(key)?.as_str().map(str::to_owned);
        let (summary, description) = (text("summary"), text("description"));
        let parameters = self.items(&pointer.child("parameters"));
        let fields = self.members(&pointer).into_iter();
        let operations = fields
            .filter_map(|(field, at)| Some((Method::from_field(&field)?, at)))
            .collect();
        Some(PathItem {
            path,
            declared,
            pointer,
            summary,
            description,
            parameters,
            operations,
        })
    }

    fn inline_list<T: DeserializeOwned>(
        &self,
        object: Object,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<T>> {
        self.node(at)?.as_array()?;
        let items = self.items(at);
        Some(
            items
                .iter()
                .filter_map(|item| self.typed(object, item, diagnostics))
                .collect(),
        )
    }

    fn typed<T: DeserializeOwned>(
        &self,
        object: Object,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        let at = self.resolve(at, diagnostics)?;
        let node = self.node(&at)?;
        let shallow = shallow::object(object, node, &at, diagnostics)?;
        // Its type in openapiv3 is flattened, and would say this in words of its own.
        if matches!(object, Object::Parameter | Object::Header) && !is_typed(object, node, &at, diagnostics) {
            return None;
        }
        T::deserialize(&shallow)
            .map_err(|error| {
                let message = format!("this is not {}: {error}", object.described());
                let diagnostic = diagnostics.report(Code::WrongType, &at, message);
                if object == Object::Schema {
                    diagnostic.loosened("it accepts any JSON value");
                }
            })
            .ok()
    }
}
