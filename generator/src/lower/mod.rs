//! openapiv3 → ir: all decisions. Every schema, parameter, body and response is read through the model, node by node. A part
//! that Rust can't express is reported with its location. This module knows no tokens.

mod body;
pub(crate) mod naming;
mod operation;
mod schema;
mod state;
mod union;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostics};
use crate::imports::{self, File};
use crate::ir;
use crate::lock::Lock;
use crate::model::Model;
use crate::naming::{Collision, Ident, Identity, Kind, List, Members, Names, Taken, Unnamed, ident};
use crate::source::{Pointer, bundle};
use crate::{Mode, Overrides, passes};

pub use naming::reserved::names_in_use;
use state::{Lowered, Merging, Schemas, Uses};

/// Lowers a whole description. The second value is the lock with the names that were given.
pub(crate) fn lower(
    model: &Model<'_>,
    lock: Lock,
    mode: Mode,
    overrides: &Overrides,
    diagnostics: &mut Diagnostics,
) -> (ir::Api, Lock) {
    let info = schema::docs::info(model, diagnostics);
    let items = model.paths(diagnostics);
    let lock = naming::moves::follow(lock, &items, |at| naming::moves::id_of(model.node(at)));
    let lock = lock.moved(|place| naming::lists::indexed(model, place));
    let known = lock;
    let lock = known.retained(|key| key.places().iter().all(|place| is_present(model, place)));
    let mut lowering = Lowering::new(model, &lock, overrides, diagnostics);
    let servers = lowering.servers();
    lowering.declare_components();
    let schemes = lowering.security_schemes();
    let mut groups = lowering.groups(&schemes);
    let webhooks = lowering.webhooks();
    lowering.lowered.headers.settle(&mut groups);
    lowering.define_all();
    lowering.report_refused();
    lowering.report_idle_key(&groups);
    lowering.report_unused_types();
    let Lowering {
        lowered,
        mut names,
        diagnostics,
        ..
    } = lowering;
    let mut api = ir::Api {
        info,
        servers,
        schemes,
        types: lowered.types,
        former: Vec::new(),
        patterns: lowered.patterns.finish(),
        groups,
        webhooks,
        signature: overrides.signature.clone(),
        features: ir::Features::default(),
        custom: lowered.custom.placeholders,
        libraries: lowered.custom.libraries,
        derives: BTreeMap::new(),
        has_json_schemas: false,
        xml: lowered.xml.built,
    };
    let context = passes::Context {
        mode,
        names: &mut names,
        expected: &lowered.tags,
        of_aliases: &lowered.of_aliases,
        overrides,
        root: model.root(),
        diagnostics,
    };
    passes::run(&mut api, context);
    api.former = naming::former::types(model, &known, &mut names, &api.types);
    (
        api,
        names.finish().moved(|place| naming::lists::named(model, place)),
    )
}

/// Whether the item of a lock entry still exists in the description. A tag exists if an operation names it, and a header if a
/// response declares it. The type of several responses exists as long as these responses do, and an operation as long as its
/// path does, even if the path only refers to a path item.
fn is_present(model: &Model<'_>, key: &str) -> bool {
    let Some(at) = bundle::at_key(model.root(), key) else {
        return false;
    };
    let is_outcome = matches!(at.last().as_deref(), Some("output" | "error"));
    let holder = at.parent().filter(|_| is_outcome);
    let holder = holder.or_else(|| list_of(&at)?.parent());
    key.starts_with("/tags/")
        || key.starts_with("/headers/")
        || model.node(&at).is_some()
        || is_behind_reference(model, &at)
        || holder.is_some_and(|holder| model.node(&holder).is_some())
}

/// Whether the place is below a reference, which represents its target.
fn is_behind_reference(model: &Model<'_>, at: &Pointer) -> bool {
    let mut above = at.parent();
    while let Some(at) = above {
        if model.node(&at).is_some() {
            return model.reference(&at).is_some();
        }
        above = at.parent();
    }
    false
}

/// The list that names a member of an item. The member itself may be merged from another schema.
fn list_of(member: &Pointer) -> Option<Pointer> {
    let list = member.parent()?;
    matches!(list.last().as_deref(), Some("properties" | "enum" | "parameters")).then_some(list)
}

/// The state while a description is lowered.
pub(crate) struct Lowering<'m, 't> {
    model: &'m Model<'t>,
    diagnostics: &'m mut Diagnostics,
    names: Names<'m>,
    /// The user's options for single operations.
    overrides: &'m Overrides,
    lowered: Lowered<'m, 't>,
    schemas: Schemas,
    uses: Uses,
    merging: Merging,
}

impl<'m, 't> Lowering<'m, 't> {
    fn new(
        model: &'m Model<'t>,
        lock: &'m Lock,
        overrides: &'m Overrides,
        diagnostics: &'m mut Diagnostics,
    ) -> Self {
        let in_types = imports::reserved_types(&[File::Types]);
        let in_operations = imports::reserved_types(&[File::Operations, File::Webhooks]);
        let names = Names::new(lock, &overrides.names, &in_types, &in_operations);
        Self {
            model,
            diagnostics,
            overrides,
            lowered: Lowered {
                types: BTreeMap::new(),
                patterns: schema::patterns::Patterns::default(),
                of_aliases: BTreeMap::new(),
                xml: body::xml::Tables::new(),
                custom: schema::replaced::Custom::new(overrides),
                tags: Vec::new(),
                headers: body::response_headers::Headers::new(&names),
                callbacks: Vec::new(),
            },
            names,
            schemas: Schemas {
                children: union::inheritance::Children::of(model),
                ..Schemas::default()
            },
            uses: Uses::default(),
            merging: Merging::default(),
        }
    }

    /// Names all components before any type is defined, so that no definition influences another one's name.
    fn declare_components(&mut self) {
        // A component that is spelled like its Rust name takes precedence: `PetName` before `pet_name`.
        let unneeded = self.unneeded();
        let components = self.model.schemas().into_iter();
        let (exact, others): (Vec<_>, Vec<_>) = components
            .filter(|(_, at)| !unneeded.contains(at))
            .partition(|(name, _)| ident(Kind::Type, name).as_str() == name);
        for (name, at) in exact.into_iter().chain(others) {
            match self.external_target(&at) {
                Some(target) if !self.schemas.declared.contains_key(&target) => {
                    let taken = self.take_name(&Identity::Schema(at), &[&name]);
                    self.schemas.external_components.insert(target.clone(), name);
                    self.schemas.declared.insert(target.clone(), taken.clone());
                    self.schemas.pending.push_back((vec![target], taken));
                }
                Some(_) | None => drop(self.declare(&at, &[&name])),
            }
        }
        self.schemas.component_names = self.schemas.declared.values().cloned().collect();
    }

    /// The name of a schema in the description: the name of its component or, in another document, of its place there.
    fn schema_name(&self, at: &Pointer) -> Option<String> {
        if bundle::document_of(at).is_none() {
            return at.last();
        }
        let named = self.schemas.external_components.get(at).cloned();
        named.or_else(|| Some(naming::hints::component_name(at)))
    }

    /// The schema in another document that a component only refers to. The component names it.
    fn external_target(&mut self, at: &Pointer) -> Option<Pointer> {
        let next = self.model.reference(at)?;
        bundle::document_of(&next)?;
        let target = self.model.resolve(at, self.diagnostics)?;
        bundle::document_of(&target).map(|_| target)
    }

    /// The name of the schema at `at`. A new schema is queued for definition.
    fn declare(&mut self, at: &Pointer, candidates: &[&str]) -> Ident {
        if let Some(name) = self.schemas.declared.get(at) {
            return name.clone();
        }
        let identity = Identity::Schema(at.clone());
        if let Some(name) = self.uses.placed.get(&identity).and_then(|names| names.first()) {
            return name.clone();
        }
        let name = self.take_name(&identity, candidates);
        self.schemas.declared.insert(at.clone(), name.clone());
        self.schemas.pending.push_back((vec![at.clone()], name.clone()));
        name
    }

    fn take_name(&mut self, identity: &Identity, candidates: &[&str]) -> Ident {
        let taken = self.names.ty(candidates, identity);
        self.report_collision(&taken, identity.at(), "schema");
        taken.ident
    }

    fn define_all(&mut self) {
        while let Some((pointers, name)) = self.schemas.pending.pop_front() {
            self.define(&pointers, name);
        }
    }

    /// Reports that a name was taken, if names of the description are the reason.
    fn report_collision(&mut self, taken: &Taken, at: &Pointer, what: &str) {
        if let Some(collision) = &taken.instead_of {
            self.report_renamed(&taken.ident, collision, at, what);
        }
    }

    fn report_renamed(&mut self, name: &Ident, instead_of: &Collision, at: &Pointer, what: &str) {
        let Some(holder) = &instead_of.owner else { return };
        let mut diagnostic = crate::diagnostics::Diagnostic::new(
            Code::NameCollision,
            at,
            format!(
                "this {what} and another one would both be called `{}` in Rust",
                instead_of.wanted
            ),
        );
        diagnostic.effect(format!("this one is called `{name}`, and the lock pins it"));
        diagnostic.related(holder, "the other one");
        self.diagnostics.push(diagnostic);
    }

    /// Names the members of one item. A member that got another name than the preferred one is reported as a `what`, unless its
    /// preferred name doesn't occur in the description.
    fn members(
        &mut self,
        kind: Kind,
        reserved: impl Into<Cow<'static, [&'static str]>>,
        list: List<'_>,
        members: &[Unnamed],
        what: Option<&str>,
    ) -> Members {
        let (members, renamed) = self.names.members(kind, reserved, list, members);
        for renamed in renamed {
            if let Some(what) = what {
                self.report_renamed(&renamed.name, &renamed.instead_of, &renamed.at, what);
            }
        }
        members
    }
}
