//! Loads the other documents of a description. Only permitted ones are read, each once, within limits.

use std::collections::BTreeMap;

use super::super::keywords::{Dialect, Takes};
use super::Part;
use super::collect::{FoundReference, collect_ids};
use crate::diagnostics::{Code, Diagnostics};
use crate::references::{References, Unread};
use crate::source::{Location, Members, Node, Pointer, bundle, join_path, leads_out, parse};

/// The maximum number of documents: several times that of the largest known descriptions.
const MAX_DOCUMENTS: usize = 10_000;

/// The maximum total size: that of a single text.
const MAX_BYTES: usize = 256 << 20;

/// The tree with the documents that have been read.
pub(super) struct Documents<'f> {
    pub tree: Node,
    root: Pointer,
    references: &'f References,
    /// The schemas with an `$id`, by their `$id`; `None` in versions without that keyword.
    ids: Option<BTreeMap<String, Pointer>>,
    /// The location of the description.
    home: Location,
    /// The address that the description has by its `$self`. References in it are relative to that address.
    own_address: Option<Location>,
    /// The location of each document, by its name in the tree.
    locations: BTreeMap<String, Location>,
    /// The documents that could not be read, each with the reason.
    unread: BTreeMap<String, Unread>,
    bytes: usize,
}

impl<'f> Documents<'f> {
    pub(super) fn new(root: &Part, mut tree: Node, references: &'f References) -> Self {
        let name = root.at.document();
        if let Node::Object(members) = &mut tree {
            // A member with this name in the text must not be taken for a document.
            members.remove(bundle::MEMBER);
        }
        let mut ids = root.dialect.has_json_schema().then(BTreeMap::new);
        if let Some(ids) = &mut ids {
            collect_ids(&tree, &root.at, ids);
        }
        let home = Location::beside(name.rsplit(['/', '\\']).next().unwrap_or(name));
        // OpenAPI 3.2.0, section 4.1.1. An address has no fragment.
        let own_address = tree.get("$self").filter(|_| root.dialect >= Dialect::OpenApi32);
        let own_address = own_address
            .and_then(Node::as_str)
            .filter(|address| !address.contains('#'));
        Self {
            own_address: own_address.map(|address| home.join(address)),
            tree,
            root: root.at.clone(),
            references,
            ids,
            home,
            locations: BTreeMap::new(),
            unread: BTreeMap::new(),
            bytes: 0,
        }
    }

    /// The place in the tree of the document `file`, or of the schema with this `$id`. If there is none, that is reported, and
    /// the place is empty. `None` if it may be the `$id` of a schema in a document that is not loaded yet.
    pub(super) fn find(
        &mut self,
        file: &str,
        found: &FoundReference,
        is_last: bool,
        diagnostics: &mut Diagnostics,
    ) -> Option<Pointer> {
        let here = bundle::document_of(&found.at).and_then(|document| document.last());
        let here = here.and_then(|here| self.locations.get(&here));
        let location = here.unwrap_or(&self.home).join(file);
        let by_address = self.own_address.as_ref().filter(|_| here.is_none());
        let by_address = by_address.map(|address| address.join(file));
        if self.own_address.is_some()
            && [by_address.as_ref(), Some(&location)].contains(&self.own_address.as_ref())
        {
            return Some(self.root.clone());
        }
        // A path may leave the folder and enter it again.
        let inside = self.references.inside(&location);
        let location = inside.clone().map_or(location, Location::File);
        if location == self.home {
            return Some(self.root.clone());
        }
        // JSON Schema 2020-12, Core, section 8.2.1. An `$id` is compared without normalization.
        if let Some(schema) = self.ids.as_ref().and_then(|ids| ids.get(file)) {
            return Some(schema.clone());
        }
        let named = self.references.name(&location.to_string());
        let path: Option<String> = named.map(str::to_owned).or(inside);
        let Some(path) = path else {
            if self.ids.is_some() && !is_last && matches!(location, Location::Uri(_)) {
                return None;
            }
            self.refuse(found, &location, diagnostics);
            return Some(bundle::place(&self.root, &location.to_string()));
        };
        let place = bundle::place(&self.root, &path);
        if !self.locations.contains_key(&path) {
            self.load(&path, &place, found, diagnostics);
            self.locations.insert(path.clone(), location.clone());
        }
        match self.unread.get(&path) {
            Some(Unread::Outside) => self.refuse(found, &location, diagnostics),
            Some(Unread::Missing) => {
                let message = format!("`{}` does not exist: there is no file `{path}`", found.text);
                found.add_effect(diagnostics.report(Code::DanglingReference, &found.at, message));
            }
            Some(Unread::Failed(why)) if !why.is_empty() => {
                let message = format!("`{}` can't be read: {why}", found.text);
                found.add_effect(diagnostics.report(Code::DanglingReference, &found.at, message));
            }
            Some(Unread::Failed(_)) | None => {}
        }
        Some(place)
    }

    fn load(&mut self, path: &str, place: &Pointer, found: &FoundReference, diagnostics: &mut Diagnostics) {
        let failed = match self.references.read(path) {
            Ok(text) => {
                self.bytes = self.bytes.saturating_add(text.len());
                if self.locations.len() >= MAX_DOCUMENTS || self.bytes > MAX_BYTES {
                    let message = "the referenced documents exceed the limit of 10000 files or 256 MiB";
                    diagnostics.report(Code::TooLarge, &found.at, message);
                    Unread::Failed(String::new())
                } else if let Some(tree) = self.parsed(found.takes, path, place, text, diagnostics) {
                    if let Some(ids) = &mut self.ids {
                        collect_ids(&tree, place, ids);
                    }
                    return self.insert(path, tree);
                } else {
                    Unread::Failed(String::new())
                }
            }
            Err(failed) => failed,
        };
        self.unread.insert(path.to_owned(), failed);
    }

    /// The tree of a document, with the document as the source of its nodes. Where a string is expected, a file that is neither
    /// JSON nor YAML is that string.
    fn parsed(
        &self,
        takes: Takes,
        path: &str,
        place: &Pointer,
        text: String,
        diagnostics: &mut Diagnostics,
    ) -> Option<Node> {
        let name = join_path(self.root.document(), path);
        let is_data = [".json", ".yaml", ".yml"].iter().any(|end| path.ends_with(end));
        let tree = if matches!(takes, Takes::Text) && !is_data {
            Some(Node::String(text.clone()))
        } else {
            parse(&name, &text, diagnostics)
        };
        let sources = diagnostics.sources_mut();
        sources.provenance_mut().came_from(place, Pointer::root(&name));
        sources.add_text(&name, text);
        tree
    }

    fn insert(&mut self, path: &str, tree: Node) {
        let Node::Object(members) = &mut self.tree else {
            return;
        };
        members.insert_missing(bundle::MEMBER, || Node::Object(Members::new()));
        if let Some(Node::Object(others)) = members.get_mut(bundle::MEMBER) {
            others.insert(path.to_owned(), tree);
        }
    }

    fn refuse(&self, found: &FoundReference, location: &Location, diagnostics: &mut Diagnostics) {
        let example = match location {
            Location::File(path) => path,
            Location::Uri(_) => "vendor/file.yaml",
        };
        let root = match location {
            Location::File(path) if path.starts_with("../") => "set `root` to a folder above it, or ",
            Location::File(_) | Location::Uri(_) => "",
        };
        diagnostics
            .report(Code::ExternalReference, &found.at, leads_out(&found.text))
            .help(format!("{root}map it to a file in generator.toml: `references = {{ \"{location}\" = \"{example}\" }}`"));
    }
}
