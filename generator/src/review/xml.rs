//! XML: the nodes that stand for a value. Source: OpenAPI 3.0.4, XML Object.

use super::change::Effect::Break;
use super::change::Silent;
use super::rules::Rule;
use super::walk::{Difference, Site, Walk, effects};
use crate::ir::{Api, XmlContent, XmlElement, XmlMember, XmlObject, XmlRest};
use crate::naming::Ident;

/// Compares the roots of two bodies.
pub(super) fn compare(walk: &mut Walk<'_>, old: Option<&Ident>, new: Option<&Ident>, site: &Site) {
    let (Some(old), Some(new)) = (old, new) else {
        return;
    };
    let (from, to) = (Text::of(&walk.old.api, old), Text::of(&walk.new.api, new));
    // The schema decides which nodes there are; only what both sides have can be spelled in another way.
    let differs = |line: &&(String, String)| {
        let other = to.iter().find(|(path, _)| *path == line.0);
        other.is_some_and(|(_, node)| *node != line.1)
    };
    let changed: Vec<(String, String)> = from.iter().filter(differs).cloned().collect();
    for (path, before) in changed {
        let after = to.iter().find(|(other, _)| *other == path);
        let after = after.map(|(_, node)| node.clone()).unwrap_or_default();
        let site = site.inside(&path, &format!("xml{path}"));
        walk.report(
            Rule::XmlChanged,
            &site,
            Difference {
                message: format!("`{}` is the XML node {after} instead of {before}", site.subject),
                from: before,
                to: after,
                effects: effects(site.direction, [Break, Break], [Break, Break]),
                // The tables of XML are not in the surface.
                silent: match site.direction.request {
                    true => Silent::Sent,
                    false => Silent::Read,
                },
                wire: vec!["neither side finds the value where the other writes it".to_owned()],
                ..Difference::default()
            },
        );
    }
}

/// A line a node: its path by property names, and how it is written.
struct Text<'a> {
    api: &'a Api,
    lines: Vec<(String, String)>,
    inside: Vec<Ident>,
}

impl<'a> Text<'a> {
    fn of(api: &'a Api, root: &Ident) -> Vec<(String, String)> {
        let mut text = Self {
            api,
            lines: Vec::new(),
            inside: Vec::new(),
        };
        if let Some(root) = api.xml.roots.get(root) {
            text.element("", root);
        }
        text.lines
    }

    fn element(&mut self, path: &str, element: &XmlElement) {
        let XmlElement {
            name,
            prefix,
            namespace,
            place,
            content,
            inferred: _,
        } = element;
        let node = format!("{place:?} {{{namespace}}}{prefix}:{name}");
        self.lines.push((path.to_owned(), node));
        match content {
            XmlContent::Object(name) => self.object(path, name),
            XmlContent::List(item) => self.element(&format!("{path}[]"), item),
            XmlContent::Text | XmlContent::Number | XmlContent::Boolean | XmlContent::Any => {}
        }
    }

    fn object(&mut self, path: &str, name: &Ident) {
        if self.inside.contains(name) {
            return;
        }
        let Some(XmlObject { members, rest }) = self.api.xml.objects.get(name) else {
            return;
        };
        self.inside.push(name.clone());
        for member in members {
            self.member(path, member);
        }
        match rest {
            XmlRest::Typed(member) => self.member(path, member),
            XmlRest::Skipped | XmlRest::Kept => {}
        }
        self.inside.pop();
    }

    fn member(&mut self, path: &str, member: &XmlMember) {
        self.element(&format!("{path}.{}", member.key), &member.element);
        let list = match (&member.element.content, member.repeated) {
            (_, true) => "without an element around it",
            (XmlContent::List(_), false) => "in an element",
            (
                XmlContent::Object(_)
                | XmlContent::Text
                | XmlContent::Number
                | XmlContent::Boolean
                | XmlContent::Any,
                false,
            ) => return,
        };
        self.lines
            .push((format!("{path}.{} list", member.key), list.to_owned()));
    }
}
