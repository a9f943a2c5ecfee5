//! Uses: which operations a change reaches, each by its shortest path.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::change::{Change, Use};
use super::operations::request_line;
use super::walk::Walk;
use crate::ir::{Api, Documented, Extra, Operation, Shape, Type, View};
use crate::naming::Ident;
use crate::surface::{Owner, status};

/// Fills in the uses of every change.
pub(super) fn fill(walk: &mut Walk<'_>) {
    let graphs = [Graph::new(&walk.old.api), Graph::new(&walk.new.api)];
    for change in &mut walk.changes {
        let [old, new] = &change.claims.owners;
        let [before, after] = &graphs;
        let sides = [(new, after), (old, before)];
        change.uses = sides
            .into_iter()
            .find_map(|(owner, graph)| owner.as_ref().map(|owner| graph.uses(owner, change)))
            .unwrap_or_default();
    }
}

/// The types of one side, each with the places that hold it.
pub(super) struct Graph<'a> {
    api: &'a Api,
    /// The types that hold a type, each with the member: `.arrives`.
    pub(super) holders: BTreeMap<Ident, Vec<(Ident, String)>>,
    /// The operations that hold a type, each with the place and the way to it.
    pub(super) operations: BTreeMap<Ident, Vec<(&'a Operation, String, String)>>,
    /// The webhooks that carry a type.
    pub(super) webhooks: BTreeMap<Ident, Vec<(String, String)>>,
}

/// The brackets of a list or a map around a type.
fn wrapped(of: &Type) -> String {
    match of.view() {
        View::Leaf | View::Named(_) => String::new(),
        View::Boxed(inner) | View::Nullable(inner) => wrapped(inner),
        View::Array(inner) => format!("[]{}", wrapped(inner)),
        View::Map(inner) => format!("{{}}{}", wrapped(inner)),
    }
}

fn name(of: &Type) -> Option<Ident> {
    let mut names = Vec::new();
    of.named(&mut names);
    names.pop()
}

impl<'a> Graph<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut graph = Self {
            api,
            holders: BTreeMap::new(),
            operations: BTreeMap::new(),
            webhooks: BTreeMap::new(),
        };
        for def in api.types.values() {
            graph.shape(&def.name, &def.shape);
        }
        for operation in api.operations() {
            graph.operation(operation);
        }
        for webhook in &api.webhooks {
            if let Some(name) = name(&webhook.payload) {
                let entry = (webhook.name.clone(), wrapped(&webhook.payload));
                graph.webhooks.entry(name).or_default().push(entry);
            }
        }
        graph
    }

    fn shape(&mut self, holder: &Ident, shape: &Shape) {
        match shape {
            Shape::Struct(object) => {
                for field in &object.fields {
                    self.held(holder, &field.ty, format!(".{}", field.name.wire));
                }
                if let Extra::Typed(_, of) = &object.extra {
                    self.held(holder, of, ".*".to_owned());
                }
            }
            Shape::Union(union) => {
                for variant in &union.variants {
                    self.held(holder, &variant.ty, String::new());
                }
            }
            Shape::Alias(of) | Shape::Newtype(of) => self.held(holder, of, String::new()),
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::StringNewtype(_) => {}
        }
    }

    fn held(&mut self, holder: &Ident, of: &Type, member: String) {
        if let Some(name) = name(of) {
            let entry = (holder.clone(), format!("{member}{}", wrapped(of)));
            self.holders.entry(name).or_default().push(entry);
        }
    }

    fn operation(&mut self, operation: &'a Operation) {
        let mut all: Vec<(&'a Type, String)> = Vec::new();
        for parameter in &operation.parameters {
            let place = format!(
                "parameter {} {}",
                parameter.location.as_str(),
                parameter.name.wire
            );
            all.push((&parameter.ty, place));
        }
        all.extend(operation.bodies().map(|body| (&body.ty, "request".to_owned())));
        for case in &operation.cases {
            if let Some(of) = case.content.as_ref().and_then(Documented::ty) {
                all.push((of, status(case.status)));
            }
        }
        if let Some(stream) = &operation.stream {
            all.push((&stream.item, "stream".to_owned()));
        }
        for header in &operation.headers {
            all.push((&header.ty, format!("header {}", header.name.wire)));
        }
        for (of, place) in all {
            if let Some(name) = name(of) {
                let entry = (operation, place, wrapped(of));
                self.operations.entry(name).or_default().push(entry);
            }
        }
    }

    fn uses(&self, owner: &Owner, change: &Change) -> Vec<Use> {
        match owner {
            Owner::Type(name) => self.of_type(name, change),
            Owner::Operation(marker) => {
                let mut operations = self.api.operations();
                let found = operations.find(|operation| operation.marker == *marker);
                found.map(own).into_iter().collect()
            }
            Owner::Scheme(wire) => self.of_scheme(wire),
            Owner::Header(constant) => {
                let operations = self.api.operations();
                let with = operations.filter(|operation| {
                    operation
                        .headers
                        .iter()
                        .any(|header| header.name.rust == *constant)
                });
                with.map(own).collect()
            }
            Owner::Tag(_) | Owner::Servers | Owner::Webhook(_) | Owner::Signature => Vec::new(),
        }
    }

    fn of_scheme(&self, wire: &str) -> Vec<Use> {
        let index = self
            .api
            .schemes
            .iter()
            .position(|scheme| scheme.name.wire == wire);
        let needs = |operation: &&Operation| {
            let mut alternatives = operation.security.iter();
            index.is_some_and(|index| alternatives.any(|all| all.contains(&index)))
        };
        self.api.operations().filter(needs).map(own).collect()
    }

    /// Breadth first, so that the first path to an operation is the shortest.
    fn of_type(&self, start: &Ident, change: &Change) -> Vec<Use> {
        let member = change.claims.members.iter().find_map(|member| match member {
            crate::surface::Member::Property(wire) => Some(format!(".{wire}")),
            crate::surface::Member::Extra
            | crate::surface::Member::Value(_)
            | crate::surface::Member::Variant(_)
            | crate::surface::Member::Parameter(_)
            | crate::surface::Member::Body
            | crate::surface::Member::Output
            | crate::surface::Member::Error
            | crate::surface::Member::Headers
            | crate::surface::Member::Pages
            | crate::surface::Member::Stream
            | crate::surface::Member::Call => None,
        });
        let mut seen = BTreeSet::from([start.clone()]);
        let mut queue = VecDeque::from([(start.clone(), format!("{start}{}", member.unwrap_or_default()))]);
        let mut uses: Vec<Use> = Vec::new();
        let mut found: BTreeSet<(String, String)> = BTreeSet::new();
        while let Some((name, path)) = queue.pop_front() {
            for (operation, place, wrap) in self.operations.get(&name).into_iter().flatten() {
                let at = request_line(operation);
                if found.insert((at.clone(), place.clone())) {
                    uses.push(Use {
                        operation: operation.id.clone(),
                        at,
                        place: place.clone(),
                        path: format!("{wrap}{}{path}", if wrap.is_empty() { "" } else { " " }),
                    });
                }
            }
            for (webhook, wrap) in self.webhooks.get(&name).into_iter().flatten() {
                if found.insert((webhook.clone(), "webhook".to_owned())) {
                    uses.push(Use {
                        operation: webhook.clone(),
                        at: format!("webhook {webhook}"),
                        place: "webhook".to_owned(),
                        path: format!("{wrap}{}{path}", if wrap.is_empty() { "" } else { " " }),
                    });
                }
            }
            for (holder, member) in self.holders.get(&name).into_iter().flatten() {
                if seen.insert(holder.clone()) {
                    queue.push_back((holder.clone(), format!("{holder}{member} › {path}")));
                }
            }
        }
        uses
    }
}

fn own(operation: &Operation) -> Use {
    Use {
        operation: operation.id.clone(),
        at: request_line(operation),
        place: String::new(),
        path: String::new(),
    }
}
