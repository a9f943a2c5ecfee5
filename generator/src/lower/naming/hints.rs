//! Hints: what a schema without a name of its own would like to be called, from where it stands.

use crate::lower::Lowering;
use crate::naming::{self, Identity};
use crate::source::{Pointer, bundle};

/// What an anonymous schema would like to be called: the item it is in, and its place there.
#[derive(Clone, Debug)]
pub(crate) struct Hint {
    /// In `UpperCamelCase`.
    pub base: String,
    /// A better name, to be tried first.
    pub preferred: Option<String>,
    /// The schema's own title, in `UpperCamelCase`: better still.
    title: Option<String>,
    /// Whether the place has said all: a variant is called after its union, whatever its title.
    settled: bool,
    /// What the type at this place stands for, once it is formed.
    pub identity: Option<Identity>,
}

impl Hint {
    pub(crate) fn new(base: impl Into<String>) -> Self {
        Self {
            base: base.into(),
            preferred: None,
            title: None,
            settled: false,
            identity: None,
        }
    }

    /// The same place, of the type that stands for this.
    pub(crate) fn of(self, identity: Option<Identity>) -> Self {
        Self { identity, ..self }
    }

    /// Whether the schema at `at` is written inside the one schema that the type here stands for.
    pub(crate) fn contains(&self, at: &Pointer) -> bool {
        match &self.identity {
            Some(Identity::Schema(home)) => at.is_within(home),
            Some(Identity::Merged(..) | Identity::Part(..)) | None => false,
        }
    }

    /// The place `leaf` in this item. A name that the item ends with is not said twice.
    pub(crate) fn child(&self, leaf: &str) -> Self {
        Self::new(format!("{}{}", self.stem(), naming::camel(leaf)))
    }

    /// The place of a variant, whose name is made of its title already.
    pub(crate) fn variant(&self, name: &str) -> Self {
        Self {
            settled: true,
            ..self.child(name)
        }
    }

    /// An item of this list: its singular, where it has one.
    pub(crate) fn item(&self) -> Self {
        let preferred = singular(self.stem());
        Self {
            preferred,
            ..Self::new(format!("{}Item", self.stem()))
        }
    }

    /// A value of this map.
    pub(crate) fn value(&self) -> Self {
        let preferred = singular(self.stem());
        Self {
            preferred,
            ..Self::new(format!("{}Value", self.stem()))
        }
    }

    fn stem(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.base)
    }

    /// The same place, of a schema with a title of its own.
    pub(crate) fn titled(&self, title: &str) -> Self {
        Self {
            title: Some(naming::camel(title)).filter(|title| title.len() > 2 && !self.settled),
            ..self.clone()
        }
    }

    pub(crate) fn candidates(&self) -> Vec<&str> {
        let named = self.title.as_ref().or(self.preferred.as_ref());
        named
            .map(String::as_str)
            .into_iter()
            .chain([self.base.as_str()])
            .collect()
    }
}

impl Lowering<'_, '_> {
    /// What the type of these schemas would like to be called where the one of `hint` uses them: `wanted`, if they are
    /// written there. One that comes from elsewhere, as a property of a base does, is named after where it is written, so
    /// that all who use it mean the same.
    pub(crate) fn inner(&self, schemas: &[Pointer], hint: &Hint, wanted: Hint) -> Hint {
        let Some(last) = schemas.last() else {
            return wanted;
        };
        let is_here = schemas.iter().any(|at| hint.contains(at));
        // What a schema adds to the property of a named one is not the type of that property.
        let is_addition = schemas.len() > 1
            && last
                .parent()
                .and_then(|list| list.parent())
                .is_some_and(|of| bundle::is_component(&of));
        match is_here || is_addition {
            true => wanted,
            false => self.home(last),
        }
    }

    /// What the schema at `at` would like to be called by the place where it is written alone.
    pub(crate) fn home(&self, at: &Pointer) -> Hint {
        if let Some(hint) = self.schemas.homes.get(at) {
            return hint.clone();
        }
        if bundle::is_component(at) {
            return match (bundle::document_of(at), self.schemas.declared.get(at)) {
                (None, Some(name)) => Hint::new(name.as_str().trim_start_matches("r#")),
                (_, _) => Hint::new(naming::camel(&self.called(at).unwrap_or_default())),
            };
        }
        self.nested(at)
            .or_else(|| self.component_home(at))
            .unwrap_or_else(|| Hint::new(naming::camel(&target_name(at))))
    }

    /// The place of a schema that is written inside another one.
    fn nested(&self, at: &Pointer) -> Option<Hint> {
        let holder = at.parent()?;
        let last = at.last()?;
        let titled = |at: &Pointer| {
            let hint = self.home(at);
            let title = self.model.node(at).and_then(|node| node.get("title")?.as_str());
            match title.filter(|_| !bundle::is_component(at)) {
                Some(title) => hint.titled(title),
                None => hint,
            }
        };
        match last.as_str() {
            "items" => return Some(titled(&holder).item()),
            "additionalProperties" => return Some(titled(&holder).value()),
            _ => {}
        }
        let whole = holder.parent()?;
        match holder.last()?.as_str() {
            "properties" => Some(titled(&whole).child(&last)),
            "allOf" => Some(self.home(&whole)),
            "oneOf" | "anyOf" => Some(titled(&whole).variant(&format!("variant {last}"))),
            _ => None,
        }
    }
}

fn singular(plural: &str) -> Option<String> {
    if let Some(stem) = plural.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    for (ending, keep) in [("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")] {
        if let Some(stem) = plural.strip_suffix(ending) {
            return Some(format!("{stem}{keep}"));
        }
    }
    let stem = plural.strip_suffix('s')?;
    let is_plural = !stem.ends_with('s') && !stem.ends_with('u') && !stem.ends_with('i') && !stem.is_empty();
    is_plural.then(|| stem.to_owned())
}

/// The name that a schema has where it is: its key or, of a document that is a schema, the name of the file.
pub(crate) fn component_name(target: &Pointer) -> String {
    let last = target.last().unwrap_or_default();
    if bundle::document_of(target).as_ref() != Some(target) {
        return last;
    }
    let file = last.rsplit('/').next().unwrap_or(&last);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

/// What a schema that is referred to by pointer would like to be called.
pub(crate) fn target_name(target: &Pointer) -> String {
    const KEYWORDS: [&str; 9] = [
        "schema",
        "content",
        "properties",
        "items",
        "responses",
        "requestBody",
        "parameters",
        "paths",
        "schemas",
    ];
    let tokens = bundle::tokens(target);
    let is_elsewhere = bundle::document_of(target).is_some();
    if is_elsewhere
        && tokens
            .last()
            .is_none_or(|last| !KEYWORDS.contains(&last.as_ref()))
    {
        return component_name(target);
    }
    if let [components, schemas, name] = tokens.as_slice()
        && components == "components"
        && schemas == "schemas"
    {
        return name.clone().into_owned();
    }
    let said: Vec<String> = tokens
        .iter()
        .filter(|token| !KEYWORDS.contains(&token.as_ref()))
        .map(|token| naming::camel(token))
        .collect();
    let tail = said.len().saturating_sub(3);
    said.get(tail..).unwrap_or_default().concat()
}
