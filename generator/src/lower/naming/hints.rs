//! Hints: the preferred names of anonymous schemas, derived from their places.

use crate::lower::Lowering;
use crate::naming::{self, Identity};
use crate::source::{Pointer, bundle};

/// The preferred name of an anonymous schema: the item that contains it, and the place in the item.
#[derive(Clone, Debug)]
pub(crate) struct Hint {
    /// In `UpperCamelCase`.
    pub base: String,
    /// A better name, which is tried first.
    pub preferred: Option<String>,
    /// The schema's `title` in `UpperCamelCase`, which is tried before both.
    title: Option<String>,
    /// Whether the place alone decides: a variant is named after its union, whatever its title is.
    settled: bool,
    /// The schemas that the type at this place represents, once it is formed.
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

    /// The same place, with the schemas that its type represents.
    pub(crate) fn of(self, identity: Option<Identity>) -> Self {
        Self { identity, ..self }
    }

    /// Whether the schema at `at` is written inside the single schema that the type here represents.
    pub(crate) fn contains(&self, at: &Pointer) -> bool {
        match &self.identity {
            Some(Identity::Schema(home)) => at.is_within(home),
            Some(Identity::Merged(..) | Identity::Part(..)) | None => false,
        }
    }

    /// The place `leaf` in this item. A name that the item already ends with is not repeated.
    pub(crate) fn child(&self, leaf: &str) -> Self {
        Self::new(format!("{}{}", self.stem(), naming::camel(leaf)))
    }

    /// The place of a variant, whose name already contains its title.
    pub(crate) fn variant(&self, name: &str) -> Self {
        Self {
            settled: true,
            ..self.child(name)
        }
    }

    /// An item of this list: the singular of its name, if there is one.
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

    /// The same place, for a schema with a `title`.
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
    /// The preferred name of the type of these schemas where the item of `hint` uses them: `wanted` if they are
    /// written there. A schema from elsewhere, such as a property of a base, is named after the place where it is written, so
    /// that all its users share one name.
    pub(crate) fn inner(&self, schemas: &[Pointer], hint: &Hint, wanted: Hint) -> Hint {
        let Some(last) = schemas.last() else {
            return wanted;
        };
        let is_here = schemas.iter().any(|at| hint.contains(at));
        // A schema that extends a property of a named schema is not the type of that property.
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

    /// The preferred name of the schema at `at`, from the place where it is written only.
    pub(crate) fn home(&self, at: &Pointer) -> Hint {
        if let Some(hint) = self.schemas.homes.get(at) {
            return hint.clone();
        }
        if bundle::is_component(at) {
            return match (bundle::document_of(at), self.schemas.declared.get(at)) {
                (None, Some(name)) => Hint::new(name.as_str().trim_start_matches("r#")),
                (_, _) => Hint::new(naming::camel(&self.schema_name(at).unwrap_or_default())),
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

/// The name of a schema at its place: its key or, for a document that is a schema, the name of the file.
pub(crate) fn component_name(target: &Pointer) -> String {
    let last = target.last().unwrap_or_default();
    if bundle::document_of(target).as_ref() != Some(target) {
        return last;
    }
    let file = last.rsplit('/').next().unwrap_or(&last);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

/// The preferred name of a schema that is referenced by a pointer.
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
