//! Files: a binary string is a file if it is a part of a multipart body, and a string everywhere else. A type that
//! only multipart bodies use can contain files. A type that is also used elsewhere gets a copy with files.

use std::collections::{BTreeMap, BTreeSet};

use crate::Mode;
use crate::ir::{Api, BodyFormat, Group, Shape, Type, TypeDef};
use crate::naming::{Ident, Names};

/// Decides which binary strings are files. No other [`Type::File`] remains.
pub(crate) fn settle(api: &mut Api, names: &mut Names<'_>, mode: Mode) {
    let (types, groups) = (&mut api.types, &mut api.groups);
    let mut parts = Vec::new();
    let mut others = Vec::new();
    let mut untyped: BTreeMap<Ident, BTreeMap<String, Type>> = BTreeMap::new();
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        for parameter in &mut operation.parameters {
            parameter.ty.forget_files();
            parameter.ty.named(&mut others);
        }
        for body in operation.bodies_mut() {
            // The parts of a list may be files themselves.
            if body.format != BodyFormat::Parts || mode == Mode::Types {
                body.ty.forget_files();
            }
            // A package of types alone has only JSON.
            if body.format == BodyFormat::Multipart && mode == Mode::Client {
                let mut roots = Vec::new();
                body.ty.named(&mut roots);
                for name in bodies(types, roots.clone()) {
                    untyped.entry(name).or_default().extend(body.untyped.clone());
                }
                parts.extend(roots);
            } else {
                body.ty.named(&mut others);
            }
        }
    }
    api.each_received(|ty| {
        ty.forget_files();
        ty.named(&mut others);
    });
    let (types, groups) = (&mut api.types, &mut api.groups);
    let reached = reached(types, parts);
    let mut holders = used_only_here(types, reached.clone(), &others);
    let copied = copied(types, &reached, &holders, &untyped);
    let copies = copy(types, &copied, names);
    for (name, parts) in &untyped {
        let mut holder = Type::Named(name.clone());
        holder.replace(&copies);
        if let Type::Named(holder) = &holder
            && let Some(def) = types.get_mut(holder)
        {
            set_files(&mut def.shape, parts);
        }
    }
    use_copies(types, groups, &copies, &holders);
    holders.extend(names_of(&copies));
    forget_others(types, &holders);
}

/// Replaces any JSON by a file for the parts with these names.
fn set_files(shape: &mut Shape, parts: &BTreeMap<String, Type>) {
    let Shape::Struct(object) = shape else { return };
    for field in &mut object.fields {
        if let Some(ty) = parts.get(&field.name.wire) {
            field.ty = ty.clone();
        }
    }
}

/// Keeps files in these types only.
fn forget_others(types: &mut BTreeMap<Ident, TypeDef>, holders: &BTreeSet<Ident>) {
    let mut aliases: BTreeMap<Ident, Type> = BTreeMap::new();
    for def in types.values().filter(|def| !holders.contains(&def.name)) {
        if let Shape::Alias(ty) = &def.shape
            && ty.has_file()
        {
            aliases.insert(def.name.clone(), ty.clone());
        }
    }
    for def in types.values_mut() {
        if holders.contains(&def.name) {
            def.shape.replace(&aliases);
        } else {
            def.shape.each_type(Type::forget_files);
        }
    }
}

/// The types whose values are whole bodies: these types, and the variants of unions among them.
fn bodies(types: &BTreeMap<Ident, TypeDef>, mut roots: Vec<Ident>) -> BTreeSet<Ident> {
    let mut found = BTreeSet::new();
    while let Some(name) = roots.pop() {
        let Some(def) = types.get(&name).filter(|_| found.insert(name)) else {
            continue;
        };
        if !matches!(def.shape, Shape::Struct(_)) {
            def.shape.mentioned(&mut roots);
        }
    }
    found
}

/// The types of multipart bodies, and the types between them and their parts.
fn reached(types: &BTreeMap<Ident, TypeDef>, parts: Vec<Ident>) -> BTreeSet<Ident> {
    let mut reached = bodies(types, parts);
    let mut inner = Vec::new();
    for name in &reached {
        if let Some(def) = types.get(name).filter(|def| is_object(def)) {
            def.shape.mentioned(&mut inner);
        }
    }
    while let Some(name) = inner.pop() {
        // An object in a part is JSON.
        let def = types.get(&name).filter(|def| !is_object(def));
        if let Some(def) = def.filter(|_| reached.insert(name)) {
            def.shape.mentioned(&mut inner);
        }
    }
    reached
}

fn is_object(def: &TypeDef) -> bool {
    matches!(def.shape, Shape::Struct(_))
}

/// The types among these that nothing else uses.
fn used_only_here(
    types: &BTreeMap<Ident, TypeDef>,
    mut holders: BTreeSet<Ident>,
    others: &[Ident],
) -> BTreeSet<Ident> {
    holders.retain(|name| !others.contains(name));
    loop {
        let mut mentioned = Vec::new();
        for def in types.values().filter(|def| !holders.contains(&def.name)) {
            def.shape.mentioned(&mut mentioned);
        }
        let before = holders.len();
        let mentioned: BTreeSet<Ident> = mentioned.into_iter().collect();
        holders.retain(|name| !mentioned.contains(name));
        if holders.len() == before {
            return holders;
        }
    }
}

/// The types of multipart bodies that contain a file and that something else uses too. A type that contains one of them
/// is one of them.
fn copied(
    types: &BTreeMap<Ident, TypeDef>,
    reached: &BTreeSet<Ident>,
    holders: &BTreeSet<Ident>,
    untyped: &BTreeMap<Ident, BTreeMap<String, Type>>,
) -> BTreeSet<Ident> {
    let mut users: BTreeMap<Ident, Vec<&Ident>> = BTreeMap::new();
    let mut pending: Vec<&Ident> = Vec::new();
    for name in reached {
        let Some(def) = types.get(name) else { continue };
        let mut has_file = untyped.get(name).is_some_and(|parts| !parts.is_empty());
        let mut mentioned = Vec::new();
        let mut shape = def.shape.clone();
        shape.each_type(|ty| {
            has_file |= ty.has_file();
            ty.named(&mut mentioned);
        });
        for inner in mentioned {
            // An object in a part is JSON, even if it is multipart elsewhere.
            let is_json = is_object(def) && types.get(&inner).is_some_and(is_object);
            if !is_json {
                users.entry(inner).or_default().push(name);
            }
        }
        if has_file {
            pending.push(name);
        }
    }
    let mut found = BTreeSet::new();
    while let Some(name) = pending.pop() {
        if found.insert(name.clone()) {
            pending.extend(users.get(name).into_iter().flatten());
        }
    }
    found.retain(|name| !holders.contains(name));
    found
}

/// The limit of aliases of aliases.
const STEPS: usize = 64;

/// Makes the copies, and returns the copy of each type. An alias needs no copy: it is replaced by its target.
fn copy(
    types: &mut BTreeMap<Ident, TypeDef>,
    copied: &BTreeSet<Ident>,
    names: &mut Names<'_>,
) -> BTreeMap<Ident, Type> {
    let mut copies = BTreeMap::new();
    for name in copied {
        let Some(def) = types.get(name) else { continue };
        if let Shape::Alias(ty) = &def.shape {
            copies.insert(name.clone(), ty.clone());
            continue;
        }
        let mut copy = def.clone();
        copy.name = names.multipart_type(name, &copy.pointer);
        let note = format!("The multipart form, with files. [`{name}`] is the JSON form.");
        copy.docs.notes.push(note);
        copies.insert(name.clone(), Type::Named(copy.name.clone()));
        types.insert(copy.name.clone(), copy);
    }
    for _ in 0..STEPS {
        let before = copies.clone();
        copies.values_mut().for_each(|ty| ty.replace(&before));
        if copies == before {
            break;
        }
    }
    copies
}

/// The names of the copies.
fn names_of(copies: &BTreeMap<Ident, Type>) -> BTreeSet<Ident> {
    let mut names = Vec::new();
    copies.values().for_each(|ty| ty.named(&mut names));
    names
        .into_iter()
        .filter(|name| !copies.contains_key(name))
        .collect()
}

/// Replaces the originals by the copies in multipart bodies and in their types.
fn use_copies(
    types: &mut BTreeMap<Ident, TypeDef>,
    groups: &mut [Group],
    copies: &BTreeMap<Ident, Type>,
    holders: &BTreeSet<Ident>,
) {
    let objects: BTreeSet<Ident> = types
        .values()
        .filter(|def| is_object(def))
        .map(|def| def.name.clone())
        .collect();
    let mut in_parts = copies.clone();
    in_parts.retain(|name, _| !objects.contains(name));
    let copied = names_of(copies);
    for def in types.values_mut() {
        if !holders.contains(&def.name) && !copied.contains(&def.name) {
            continue;
        }
        let by = if is_object(def) { &in_parts } else { copies };
        def.shape.replace(by);
    }
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        let bodies = operation.bodies_mut();
        for body in bodies.filter(|body| body.format == BodyFormat::Multipart) {
            body.ty.replace(copies);
        }
    }
}
