//! Accessors: the client's methods for tags, and the methods below them. The lock keeps a method for a release of the package where
//! an operation gets another first tag.

use std::collections::BTreeMap;

use crate::imports;
use crate::ir::{self, Docs, FormerMethod, Operation, Tag};
use crate::lock::METHOD;
use crate::lower::Lowering;
use crate::lower::naming::reserved;
use crate::lower::schema::docs;
use crate::naming::{self, Kind, OPERATION, Scope};
use crate::source::{Node, Pointer};

/// The names of the client's methods, and of the methods below each tag.
pub(super) struct Accessors {
    /// The documentation of tags.
    described: BTreeMap<String, Docs>,
    client: Scope,
    modules: Scope,
    tags: BTreeMap<String, Tagged>,
}

/// A tag, and the names of the methods below it.
struct Tagged {
    tag: Tag,
    methods: Scope,
}

/// The kinds of names that the methods of operations have in the lock.
const METHODS: [&str; 2] = [OPERATION, METHOD];

impl Accessors {
    pub(super) fn new(lowering: &mut Lowering<'_, '_>) -> Self {
        let builders = [imports::BUILDER, imports::BLOCKING_BUILDER];
        let methods = [&builders, reserved::CLIENT_METHODS].concat();
        let kinds = [&METHODS, ["group"].as_slice()].concat();
        Self {
            client: lowering.names.scope(Kind::Value, &kinds, &methods),
            modules: lowering.modules(),
            described: lowering.described_tags(),
            tags: BTreeMap::new(),
        }
    }

    /// The tag with this name, if it is the tag of an operation.
    pub(super) fn tag(&self, wire: &str) -> Option<&Tag> {
        self.tags.get(wire).map(|tagged| &tagged.tag)
    }
}

impl Lowering<'_, '_> {
    /// The names of the methods below a tag, or of the client. A new tag gets its names.
    pub(super) fn methods<'a>(&mut self, wire: Option<&str>, accessors: &'a mut Accessors) -> &'a mut Scope {
        let Accessors {
            described,
            client,
            modules,
            tags,
        } = accessors;
        let Some(wire) = wire else { return client };
        let tagged = tags.entry(wire.to_owned()).or_insert_with(|| Tagged {
            tag: self.tag(wire, described.get(wire).cloned(), client, modules),
            methods: self.names.scope(Kind::Value, &METHODS, &[]),
        });
        &mut tagged.methods
    }

    /// The methods that the operation had below other tags. A method whose name another item has is dropped.
    pub(super) fn former_methods(
        &mut self,
        operation: &Operation,
        declared: &Pointer,
        tag: Option<&str>,
        accessors: &mut Accessors,
    ) -> Vec<FormerMethod> {
        let kept = self.names.kept_methods(declared);
        let others = kept.into_iter().filter(|(other, _)| other.as_deref() != tag);
        let mut former = Vec::new();
        for (other, name) in others {
            let methods = self.methods(other.as_deref(), accessors);
            let Some(name) = methods.take_pinned(&name, &operation.pointer) else {
                continue;
            };
            self.keep_method(declared, other.as_deref(), &name);
            let tag = other.and_then(|wire| accessors.tag(&wire).cloned());
            former.push(FormerMethod { tag, name });
        }
        self.keep_method(declared, tag, &operation.name);
        former
    }

    fn keep_method(&mut self, declared: &Pointer, tag: Option<&str>, name: &naming::Ident) {
        let tag = tag.map(|wire| self.tag_place(wire));
        self.names.keep_method(declared, tag.as_ref(), name);
    }

    /// Where a tag would be in the description, if tags were objects by name.
    fn tag_place(&self, wire: &str) -> Pointer {
        self.model.root().child("tags").child(wire)
    }

    /// The names of modules, excluding names that would hide a crate or another module.
    fn modules(&self) -> Scope {
        let crates = self.overrides.dependencies.keys();
        let mut scope = Scope::new(Kind::Value);
        imports::reserved_modules().for_each(|name| scope.reserve(name));
        crates.for_each(|name| scope.reserve(&name.replace('-', "_")));
        scope
    }

    /// The Tag Objects of the description by name. Of two tags with one name, the first is used.
    fn described_tags(&mut self) -> BTreeMap<String, Docs> {
        // The model reports tags that it can't read.
        self.model.tags(self.diagnostics);
        let places = self.model.items(&self.model.root().child("tags"));
        let described = places.iter().rev().filter_map(|at| {
            let node = self.model.node(at)?;
            let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
            let mut docs = docs::summarised(text("summary"), text("description"));
            if let Some(parent) = text("parent") {
                docs.notes.push(format!("Part of {}.", ir::code(&parent)));
            }
            Some((text("name")?, docs))
        });
        described.collect()
    }

    fn tag(&mut self, wire: &str, described: Option<Docs>, client: &mut Scope, modules: &mut Scope) -> Tag {
        let place = self.tag_place(wire);
        let spelled = format!("{wire} api");
        let method = self
            .names
            .scoped("group", client, &[wire, &spelled], &place)
            .ident;
        let camel = naming::camel(self.names.chosen(Kind::Value, &place).unwrap_or(wire));
        let file = naming::file(method.as_str());
        let file = file.as_str().trim_start_matches("r#");
        let module = modules.take(&[file, &format!("{file} api")], &place).ident;
        let longer = format!("{camel}Api");
        let ty = self.names.marker_type(&[&camel, &longer], &place);
        Tag {
            wire: wire.to_owned(),
            method,
            module,
            ty,
            docs: described.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::{Features, Generated, Input, Options, generate};

    fn described(tags: [&str; 2], lock: Option<String>, version: &str) -> Generated {
        let [first, second] = tags;
        let input = Input {
            name: "pets.yaml".to_owned(),
            text: format!(
                "openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\npaths:\n  /pets:\n    get: {{operationId: list, {first} responses: \
                 {{'204': {{description: Done.}}}}}}\n    post: {{operationId: add, {second} responses: {{'204': {{description: \
                 Done.}}}}}}\n"
            ),
            lock,
            options: Options {
                package: "pets".to_owned(),
                version: Some(version.to_owned()),
                features: Features::Tags,
                surface: true,
                ..Options::default()
            },
        };
        generate(&input)
            .into_result()
            .expect("a description without errors")
    }

    /// The lines of the surface that call an operation, and the features of the tags.
    fn methods(generated: &Generated) -> Vec<&str> {
        let text = |path: &str| generated.files[Path::new(path)].lines();
        let methods = text("surface.txt").filter(|line| line.contains("-> Call<"));
        let methods = methods
            .filter_map(|line| line.split_once(": "))
            .map(|(item, _)| item);
        let features =
            text("Cargo.toml").filter(|line| line.starts_with("cats") || line.starts_with("pets ="));
        methods.chain(features).collect()
    }

    #[test]
    fn a_method_stays_below_earlier_tags_for_a_release() {
        let old = described(["tags: [pets],", ""], None, "0.1.0");
        assert_eq!(
            methods(&old),
            ["Client::add", "operations::Pets::list", "pets = []"]
        );
        let new = described(["tags: [cats],", "tags: [cats],"], Some(old.lock), "0.1.1");
        let both = [
            "Client::add",
            "operations::Cats::add",
            "operations::Cats::list",
            "operations::Pets::list",
            "cats = []",
            "pets = [\"cats\"]",
        ];
        assert_eq!(methods(&new), both);
        let again = described(
            ["tags: [cats],", "tags: [cats],"],
            Some(new.lock.clone()),
            "0.1.2",
        );
        assert_eq!((methods(&again), &again.lock), (both.to_vec(), &new.lock));
        let back = described(["tags: [pets],", ""], Some(new.lock.clone()), "0.1.2");
        assert_eq!(
            methods(&back)[..4],
            [
                "Client::add",
                "operations::Cats::add",
                "operations::Cats::list",
                "operations::Pets::list"
            ]
        );
        let next = described(["tags: [cats],", "tags: [cats],"], Some(new.lock), "0.2.0");
        assert_eq!(
            methods(&next),
            ["operations::Cats::add", "operations::Cats::list", "cats = []"]
        );
    }

    #[test]
    fn a_former_method_gives_way_to_another_item() {
        let old = described(["", ""], None, "0.1.0");
        let new = described(["tags: [add],", "tags: [add],"], Some(old.lock), "0.1.0");
        let all = methods(&new);
        assert!(
            all.contains(&"Client::add") && all.contains(&"Client::list"),
            "{all:?}"
        );
        let accessor = |line: &&str| line.starts_with("Client::add_api: fn(&self) -> operations::");
        let surface = &new.files[Path::new("surface.txt")];
        assert_eq!(surface.lines().filter(accessor).count(), 1, "{surface}");
    }
}
