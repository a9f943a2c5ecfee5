//! Files: a string of bytes is a file where it is a part of a multipart body, and a string everywhere else. A type that
//! multipart bodies alone are made of can hold files.

use std::collections::{BTreeMap, BTreeSet};

use crate::Mode;
use crate::ir::{Documented, Group, Outcome, Shape, Type, TypeDef, Writing};
use crate::naming::Ident;

/// Decides which strings of bytes are files; leaves no other [`Type::File`].
pub(super) fn settle(types: &mut BTreeMap<Ident, TypeDef>, groups: &mut [Group], mode: Mode) {
    let mut parts = Vec::new();
    let mut others = Vec::new();
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        for parameter in &mut operation.parameters {
            parameter.ty.forget_files();
            parameter.ty.named(&mut others);
        }
        for body in operation.bodies_mut() {
            body.ty.forget_files();
            // Types without a client are JSON.
            let is_multipart = body.writing == Writing::Multipart && mode == Mode::Client;
            body.ty.named(if is_multipart { &mut parts } else { &mut others });
        }
        if let Some(stream) = &mut operation.stream {
            stream.item.forget_files();
            stream.item.named(&mut others);
        }
        for header in &mut operation.headers {
            header.ty.forget_files();
            header.ty.named(&mut others);
        }
        let cases = operation
            .cases
            .iter_mut()
            .filter_map(|case| case.content.as_mut());
        for content in cases.chain(outcomes([&mut operation.output, &mut operation.error])) {
            if let Documented::Typed(ty) = content {
                ty.forget_files();
                ty.named(&mut others);
            }
        }
    }
    let holders = holders(types, parts, &others);
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

fn outcomes(sides: [&mut Outcome; 2]) -> Vec<&mut Documented> {
    let bodies = sides.into_iter().map(|outcome| match outcome {
        Outcome::Empty => Vec::new(),
        Outcome::Body(body) | Outcome::Optional(body) => vec![body],
        Outcome::Enum(outcome) => {
            let bodies = outcome
                .variants
                .iter_mut()
                .filter_map(|variant| variant.body.as_mut());
            bodies.collect()
        }
    });
    bodies.flatten().collect()
}

/// The types of multipart bodies, and what stands between them and their parts, unless something else is made of them too.
fn holders(types: &BTreeMap<Ident, TypeDef>, parts: Vec<Ident>, others: &[Ident]) -> BTreeSet<Ident> {
    let mut holders = BTreeSet::new();
    let mut bodies = parts;
    let mut inner = Vec::new();
    while let Some(name) = bodies.pop() {
        let Some(def) = types.get(&name).filter(|_| holders.insert(name.clone())) else {
            continue;
        };
        let is_body = matches!(def.shape, Shape::Struct(_));
        def.shape
            .mentioned(if is_body { &mut inner } else { &mut bodies });
    }
    while let Some(name) = inner.pop() {
        // An object in a part is JSON.
        let def = types
            .get(&name)
            .filter(|def| !matches!(def.shape, Shape::Struct(_)));
        if let Some(def) = def.filter(|_| holders.insert(name)) {
            def.shape.mentioned(&mut inner);
        }
    }
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
