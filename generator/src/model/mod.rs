//! Reads the 3.0 tree as openapiv3 types, one node at a time: the fields of a node are typed, and the objects below it are
//! replaced by references to their places. So an invalid node gives one located error, and the same code reads children and
//! targets of `$ref`. The keywords of a schema are read from the node itself. This module knows nothing about the ir.

#[cfg(test)]
pub(crate) mod mutation_tests;
mod shallow;
#[cfg(test)]
mod tests;
mod trail;

use openapiv3::{
    Discriminator, Header, Info, Operation, Parameter, RequestBody, Response, SecurityRequirement,
    SecurityScheme, Server, Tag,
};
use serde::de::DeserializeOwned;

use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::{Object, Rule, is_typed, key_fits};
use crate::ir::Method;
use crate::source::{self, Node, Pointer};
use trail::Trail;

/// The value of a keyword that takes a count.
pub(crate) use crate::dialect::count;
/// The extensions in which the translation keeps keywords that 3.0 can't express.
pub(crate) use crate::dialect::{COOKIE_STYLE, NEVER, OTHERS, QUERYSTRING, REST, UNTYPED_PARTS};

/// A description in the 3.0 shape.
#[derive(Clone, Debug)]
pub(crate) struct Model<'t> {
    at: Pointer,
    root: &'t Node,
    trail: Trail<'t>,
}

/// One path with its operations.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PathItem {
    /// The template: `/pets/{id}`.
    pub path: String,
    /// The member of the Paths Object.
    pub declared: Pointer,
    /// The Path Item Object itself, after following `$ref`. [`Model::servers`] returns its `servers`.
    pub pointer: Pointer,
    pub summary: Option<String>,
    pub description: Option<String>,
    /// The parameters of all its operations, unresolved.
    pub parameters: Vec<Pointer>,
    /// In the order of the text.
    pub operations: Vec<(Method, Pointer)>,
}

impl PathItem {
    /// The place that its operation at `at` would have if the path item was not a reference. If several paths refer to a path
    /// item, this distinguishes their operations.
    pub(crate) fn declared_at(&self, at: &Pointer) -> Pointer {
        let below = at.fragment().strip_prefix(self.pointer.fragment());
        self.declared.below(below.unwrap_or_default())
    }
}

impl<'t> Model<'t> {
    /// The model of a tree from `dialect`. `document` is its name in pointers.
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

    /// The node at `at` of the tree, for extensions, exact numbers and the order of keys.
    pub(crate) fn node(&self, at: &Pointer) -> Option<&'t Node> {
        self.trail
            .node(at)
            .filter(|_| at.document() == self.at.document())
    }

    /// The direct target of the reference at `at`, whether it exists or not; `None` if the node is not a reference.
    pub(crate) fn reference(&self, at: &Pointer) -> Option<Pointer> {
        Pointer::from_reference(at.document(), self.trail.node(at)?.get("$ref")?.as_str()?)
    }

    /// The last target of the references from `at`. Nothing is reported: the target of an invalid reference may not exist, and a
    /// cycle ends at any of its members.
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

    /// The integer value of `keyword` in the schema at `at`, or in the schema that it refers to.
    pub(crate) fn integer(&self, at: &Pointer, keyword: &str) -> Option<i64> {
        self.node(&self.end(at))?.get(keyword)?.to_json().as_i64()
    }

    /// Follows references from `at` to a node that is not a reference. A reference without a target is reported.
    pub(crate) fn resolve(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Pointer> {
        // Most nodes are not references.
        match self.trail.node(at).and_then(|node| node.get("$ref")) {
            Some(_) => source::resolve(self.root, at, diagnostics),
            None => Some(at.clone()),
        }
    }

    /// The Info Object; an empty one if it is missing.
    pub(crate) fn info(&self, diagnostics: &mut Diagnostics) -> Info {
        self.typed(Object::Info, &self.at.child("info"), diagnostics)
            .unwrap_or_default()
    }

    /// The servers of the object at `owner`: the document, a path item or an operation.
    pub(crate) fn servers(&self, owner: &Pointer, diagnostics: &mut Diagnostics) -> Vec<Server> {
        self.inline_list(Object::Server, &owner.child("servers"), diagnostics)
            .unwrap_or_default()
    }

    /// The security requirements of the document or of an operation; `None` if `security` is absent, which differs from `[]`.
    pub(crate) fn security(
        &self,
        owner: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<SecurityRequirement>> {
        self.inline_list(Object::SecurityRequirement, &owner.child("security"), diagnostics)
    }

    /// The tags that the document declares.
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

    /// The callbacks of the operation at `at`, with their names. Several may have the same name. A shared callback has its name
    /// in the components.
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

    /// The keywords of the schema at `at`, after following references, in the order of the text: those of OpenAPI 3.0 whose value
    /// has the type that the keyword takes, and the `x-` extensions. Others are reported. Items and members of a value that have
    /// another type are reported too, and the caller leaves them out.
    ///
    /// Schemas are the most frequent nodes, so this makes no copy of the node for openapiv3.
    pub(crate) fn schema(
        &self,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<(&'t str, &'t Node)>> {
        let at = self.resolve(at, diagnostics)?;
        shallow::keywords(Object::Schema, self.node(&at)?, &at, diagnostics)
    }

    /// The Discriminator Object at `at`.
    pub(crate) fn discriminator(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Discriminator> {
        self.typed(Object::Discriminator, at, diagnostics)
    }

    /// The operation at `at`.
    pub(crate) fn operation(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Operation> {
        self.typed(Object::Operation, at, diagnostics)
    }

    /// The parameter at `at`, after following references.
    pub(crate) fn parameter(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Parameter> {
        self.typed(Object::Parameter, at, diagnostics)
    }

    /// The request body at `at`, after following references.
    pub(crate) fn request_body(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<RequestBody> {
        self.typed(Object::RequestBody, at, diagnostics)
    }

    /// The response at `at`, after following references.
    pub(crate) fn response(&self, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Response> {
        self.typed(Object::Response, at, diagnostics)
    }

    /// The header at `at`, after following references.
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

    /// The security scheme at `at`, after following references.
    pub(crate) fn security_scheme(
        &self,
        at: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Option<SecurityScheme> {
        self.typed(Object::SecurityScheme, at, diagnostics)
    }

    /// The media types in the `content` of the object at `owner`: a request body, response, parameter or header.
    pub(crate) fn content(&self, owner: &Pointer) -> Vec<(String, Pointer)> {
        self.members(&owner.child("content"))
    }

    /// The members of the object at `at`, in the order of the text; empty if there is no object.
    pub(crate) fn members(&self, at: &Pointer) -> Vec<(String, Pointer)> {
        let members = self.node(at).and_then(Node::as_object);
        members
            .into_iter()
            .flat_map(|members| members.keys())
            .map(|key| (key.clone(), at.child(key)))
            .collect()
    }

    /// The keys of the schema at `at` that OpenAPI 3.0 defines. Other keys have no effect.
    pub(crate) fn keywords(&self, at: &Pointer) -> Vec<&'t str> {
        let members = self.node(at).and_then(Node::as_object);
        let keys = members.into_iter().flat_map(|members| members.keys());
        keys.map(String::as_str)
            .filter(|key| *key == "$ref" || Object::Schema.keyword(key).is_some())
            .collect()
    }

    /// The items of the array at `at`; empty if there is no array.
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
        let operations = self
            .node(&pointer)
            .map_or_else(Vec::new, |item| Method::in_item(item, &pointer));
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
        // The message of openapiv3 for its flattened type would be less clear.
        if matches!(object, Object::Parameter | Object::Header) && !is_typed(object, node, &at, diagnostics) {
            return None;
        }
        T::deserialize(&shallow)
            .map_err(|error| {
                let message = format!("this is not {}: {error}", object.described());
                diagnostics.report(Code::WrongType, &at, message);
            })
            .ok()
    }
}
