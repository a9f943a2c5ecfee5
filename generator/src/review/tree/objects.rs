//! Every object but schemas and operations, by the table of keywords.

use std::collections::BTreeSet;

use super::Diff;
use super::claims::Tree;
use super::frame::Frame;
use super::media::{form, is_empty, is_plain_text, is_raw, is_xml};
use super::schemas::members;
use super::view::{View, text};
use crate::dialect::{Dialect, Handling, Keys, Object, Takes};
use crate::source::{Node, Pointer};

impl Diff<'_> {
    /// Compares two objects that stand for the same thing.
    pub(super) fn objects(&mut self, of: Object, old: &Pointer, new: &Pointer, frame: &Frame) {
        if of == Object::Schema {
            return self.schemas(vec![old.clone()], vec![new.clone()], frame);
        }
        if self.alike.is_alike(old, new) {
            return;
        }
        let ends = (self.end(Tree::Old, old), self.end(Tree::New, new));
        self.reached.extend([ends.0.clone(), ends.1.clone()]);
        let places = [
            (Tree::Old, old),
            (Tree::Old, &ends.0),
            (Tree::New, new),
            (Tree::New, &ends.1),
        ];
        if places.iter().any(|(tree, at)| self.claims.whole(*tree, at)) {
            return;
        }
        let mut frame = frame.inner();
        frame.old.extend([old.clone(), ends.0.clone()]);
        frame.new.extend([new.clone(), ends.1.clone()]);
        if of == Object::MediaType {
            let are_xml = is_xml(old) && is_xml(new);
            let are_texts = is_plain_text(self.old, &ends.0, "") && is_plain_text(self.new, &ends.1, "");
            frame.is_not_read |= (are_xml && are_texts) || (is_raw(old) && is_raw(new));
            frame.xml = are_xml.then(|| ends.clone());
        }
        let keys = self.keys(&ends.0, &ends.1);
        for key in keys {
            let values = (ends.0.child(&key), ends.1.child(&key));
            match (of, key.as_str()) {
                // Clients read each header as optional.
                (Object::Header, "required") => {
                    let differs = said(self.old.at(&values.0)) != said(self.new.at(&values.1));
                    self.unused_if(differs);
                    continue;
                }
                (Object::OAuthFlow, "scopes") => {
                    self.scopes(&values.0, &values.1, &frame);
                    continue;
                }
                _ => {}
            }
            if matches!(of, Object::Header | Object::Encoding) && self.is_default(of, &key, &ends) {
                continue;
            }
            // These statuses have no body.
            if (of, key.as_str()) == (Object::Response, "content") && is_empty(old) && is_empty(new) {
                self.unused_if(self.old.at(&values.0) != self.new.at(&values.1));
                continue;
            }
            if self.is_stream_of_text(of, &key, (&values.0, &values.1)) {
                self.respelled(true);
                continue;
            }
            if (of, key.as_str()) == (Object::Header, "content")
                && let Some((takes, handling)) = row(of, &key)
            {
                self.contents((&values.0, &values.1), takes, handling, &frame);
                continue;
            }
            if (of, key.as_str()) == (Object::RequestBody, "content") {
                self.unnamed_content((&values.0, &values.1), &frame);
            }
            // The headers of all responses of an operation are one set.
            if (of, key.as_str()) == (Object::Response, "headers") {
                continue;
            }
            // One change explains everything in `encoding`.
            if (of, key.as_str()) == (Object::MediaType, "encoding")
                && self.claims.list(Tree::Old, &ends.0, &key)
            {
                continue;
            }
            if let Some((takes, handling)) = compared(of, &key) {
                let (a, b) = (ends.0.child(&key), ends.1.child(&key));
                self.member(&key, takes, handling, (&a, &b), &frame);
            } else if self.old.at(&ends.0.child(&key)) != self.new.at(&ends.1.child(&key)) {
                self.harmless.documentation = self.harmless.documentation.saturating_add(1);
            }
        }
    }

    /// The names of scopes; their values are documentation.
    fn scopes(&mut self, old: &Pointer, new: &Pointer, frame: &Frame) {
        let names = |tree: &Node, at: &Pointer| -> BTreeSet<String> {
            members(tree, at).into_keys().map(str::to_owned).collect()
        };
        match names(self.old, old) == names(self.new, new) {
            true => self.documented_if(self.old.at(old) != self.new.at(new)),
            false => self.keyword(frame, "scopes"),
        }
    }

    /// Whether one side of a stream has no schema and the other one that of text, which events are without a schema.
    fn is_stream_of_text(&self, of: Object, key: &str, (old, new): (&Pointer, &Pointer)) -> bool {
        let is_stream = |schema: &Pointer| {
            let media_type = schema.parent().and_then(|content| content.last());
            media_type.is_some_and(|of| of.to_ascii_lowercase().contains("event-stream"))
        };
        if (of, key) != (Object::MediaType, "schema") || !is_stream(old) || !is_stream(new) {
            return false;
        }
        let (tree, only) = match (self.old.at(old), self.new.at(new)) {
            (Some(_), None) => (self.old, old),
            (None, Some(_)) => (self.new, new),
            (Some(_), Some(_)) | (None, None) => return false,
        };
        let view = View::new(tree, std::slice::from_ref(only));
        let types = view.keywords.get("type").into_iter().flatten();
        types.eq(["\"string\""])
    }

    /// A media type without a `/` says nothing, so that the schema decides how a body is written.
    fn unnamed_content(&mut self, (old, new): (&Pointer, &Pointer), frame: &Frame) {
        let (a, b) = (members(self.old, old), members(self.new, new));
        let gone: Vec<&&str> = a.keys().filter(|key| !b.contains_key(*key)).collect();
        let come: Vec<&&str> = b.keys().filter(|key| !a.contains_key(*key)).collect();
        let ([gone], [come]) = (gone.as_slice(), come.as_slice()) else {
            return;
        };
        let at = (old.child(gone), new.child(come));
        let is_claimed = self.claims.entry(Tree::Old, &at.0) || self.claims.entry(Tree::New, &at.1);
        let is_named = gone.contains('/') && come.contains('/');
        let is_same = form(self.old, &at.0, gone) == form(self.new, &at.1, come);
        if is_same && !is_named && !is_claimed {
            self.respelled(true);
            self.renamed.extend([at.0.clone(), at.1.clone()]);
            self.objects(Object::MediaType, &at.0, &at.1, frame);
        }
    }

    /// The content of a parameter or of a header: one media type, whose name is not sent. It decides how the value is written.
    pub(super) fn contents(
        &mut self,
        (old, new): (&Pointer, &Pointer),
        takes: Takes,
        handling: Handling,
        frame: &Frame,
    ) {
        let only = |tree: &Node, at: &Pointer| {
            let mut keys = tree.at(at).and_then(Node::as_object)?.keys();
            keys.next().cloned()
        };
        match (only(self.old, old), only(self.new, new)) {
            (Some(a), Some(b)) if a != b => {
                let (before, after) = (old.child(&a), new.child(&b));
                let is_json = |form: String| form == "json";
                match is_json(form(self.old, &before, &a)) == is_json(form(self.new, &after, &b)) {
                    true => self.respelled(true),
                    false => self.keyword(frame, "content"),
                }
                self.objects(Object::MediaType, &old.child(&a), &new.child(&b), frame);
            }
            // Without a media type a value is text.
            (Some(a), None) if is_plain_text(self.old, &old.child(&a), &a) => self.respelled(true),
            (None, Some(b)) if is_plain_text(self.new, &new.child(&b), &b) => self.respelled(true),
            (_, _) => self.member("content", takes, handling, (old, new), frame),
        }
    }

    pub(super) fn keys(&self, old: &Pointer, new: &Pointer) -> BTreeSet<String> {
        let both = [members(self.old, old), members(self.new, new)];
        both.iter()
            .flat_map(|members| members.keys())
            .map(|key| (*key).to_owned())
            .collect()
    }

    /// Compares the values of a keyword.
    pub(super) fn member(
        &mut self,
        key: &str,
        takes: Takes,
        handling: Handling,
        (old, new): (&Pointer, &Pointer),
        frame: &Frame,
    ) {
        let (a, b) = (self.old.at(old), self.new.at(new));
        if matches!(
            handling,
            Handling::Annotation | Handling::Ignored | Handling::NotGenerated
        ) {
            if a != b {
                self.harmless.documentation = self.harmless.documentation.saturating_add(1);
            }
            return;
        }
        match (takes, a, b) {
            (_, None, None) => {}
            (Takes::Inline(of) | Takes::Reference(of), Some(_), Some(_)) => {
                self.objects(of, old, new, frame);
            }
            (Takes::Map(takes), _, _) => self.map(key, *takes, handling, (old, new), frame),
            (Takes::Inline(_) | Takes::Reference(_), Some(_), None) => {
                self.entry(Tree::Old, std::slice::from_ref(old), frame, key);
            }
            (Takes::Inline(_) | Takes::Reference(_), None, Some(_)) => {
                self.entry(Tree::New, std::slice::from_ref(new), frame, key);
            }
            (
                Takes::Any
                | Takes::Text
                | Takes::Flag
                | Takes::Number
                | Takes::Count
                | Takes::Choice(_)
                | Takes::Items(_)
                | Takes::SchemaOrFlag
                | Takes::TypeNames(_)
                | Takes::NumberOrFlag,
                a,
                b,
            ) => {
                if said(a) != said(b) {
                    self.keyword(frame, key);
                }
            }
        }
    }

    /// Compares the entries of a map by their keys.
    pub(super) fn map(
        &mut self,
        key: &str,
        takes: Takes,
        handling: Handling,
        (old, new): (&Pointer, &Pointer),
        frame: &Frame,
    ) {
        for name in self.keys(old, new) {
            if name.starts_with("x-") && key != "headers" {
                continue;
            }
            let (a, b) = (old.child(&name), new.child(&name));
            match (self.old.at(&a).is_some(), self.new.at(&b).is_some()) {
                (true, true) => self.member(key, takes, handling, (&a, &b), frame),
                (true, false) => self.entry(Tree::Old, &[a], frame, key),
                (false, true) => self.entry(Tree::New, &[b], frame, key),
                (false, false) => {}
            }
        }
    }
}

/// How a keyword is compared. Where tokens come from is documentation for the generated code, and a change for programs that fetch
/// them.
fn compared(of: Object, key: &str) -> Option<(Takes, Handling)> {
    let (takes, handling) = row(of, key)?;
    let is_source = matches!(
        (of, key),
        (Object::SecurityScheme, "oauth2MetadataUrl")
            | (Object::OAuthFlows, "deviceAuthorization")
            | (Object::OAuthFlow, "deviceAuthorizationUrl")
    );
    Some((takes, if is_source { Handling::Typed } else { handling }))
}

/// The row of a keyword in any version, or the rule for free keys.
pub(super) fn row(of: Object, key: &str) -> Option<(Takes, Handling)> {
    if key.starts_with("x-") {
        return None;
    }
    match of.keys_in(Dialect::OpenApi32) {
        Keys::Fixed(rows) => rows.get(key).map(|row| (row.takes, row.handling)),
        Keys::Free(_, takes) => Some((takes, Handling::Typed)),
    }
}

/// Servers as JSON, without what is documentation.
pub(super) fn servers(node: &Node) -> String {
    without_documentation(node, false)
}

/// The variables of a server as JSON, without what is documentation.
pub(super) fn variables(node: &Node) -> String {
    without_documentation(node, true)
}

fn without_documentation(node: &Node, is_map: bool) -> String {
    fn plain(value: &mut serde_json::Value, is_map: bool) {
        match value {
            serde_json::Value::Object(members) => {
                if !is_map {
                    members.retain(|key, _| key != "description" && !key.starts_with("x-"));
                }
                for (key, value) in members {
                    plain(value, !is_map && key == "variables");
                }
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(|item| plain(item, false)),
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::String(_) => {}
        }
    }
    let mut json = node.to_json();
    plain(&mut json, is_map);
    json.to_string()
}

/// A value as JSON; `false` says the same as nothing.
pub(super) fn said(node: Option<&Node>) -> Option<String> {
    node.filter(|node| node.as_bool() != Some(false)).map(text)
}
