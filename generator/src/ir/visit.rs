//! The walks over types: the parts of a type, the types in a named type, and the types that an operation sends and receives.

use std::collections::{BTreeMap, BTreeSet};

use super::{Api, Documented, Extra, Field, Operation, Outcome, OutcomeForm, Shape, Tag, Type};
use crate::naming::Ident;

/// The structure of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View<'t> {
    /// It contains no other type.
    Leaf,
    Named(&'t Ident),
    Boxed(&'t Type),
    Array(&'t Type),
    Map(&'t Type),
    Nullable(&'t Type),
}

impl Type {
    /// The structure of the type.
    pub fn view(&self) -> View<'_> {
        match self {
            Self::Named(name) => View::Named(name),
            Self::Boxed(inner) => View::Boxed(inner),
            Self::Array(inner) => View::Array(inner),
            Self::Map(inner) => View::Map(inner),
            Self::Nullable(inner) => View::Nullable(inner),
            Self::Bool
            | Self::I64
            | Self::U64
            | Self::F64
            | Self::String
            | Self::Text(_)
            | Self::Custom(_)
            | Self::File
            | Self::Json => View::Leaf,
        }
    }

    /// The innermost type, inside boxes, lists, maps and options.
    pub fn core(&self) -> &Self {
        match self.view() {
            View::Boxed(inner) | View::Array(inner) | View::Map(inner) | View::Nullable(inner) => {
                inner.core()
            }
            View::Leaf | View::Named(_) => self,
        }
    }

    /// The innermost type, mutably.
    pub fn core_mut(&mut self) -> &mut Self {
        match self {
            Self::Boxed(inner) | Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => {
                inner.core_mut()
            }
            core @ (Self::Named(_)
            | Self::Bool
            | Self::I64
            | Self::U64
            | Self::F64
            | Self::String
            | Self::Text(_)
            | Self::Custom(_)
            | Self::File
            | Self::Json) => core,
        }
    }

    /// Adds the name of the named type in it, if there is one.
    pub fn named(&self, out: &mut Vec<Ident>) {
        if let Self::Named(name) = self.core() {
            out.push(name.clone());
        }
    }

    /// Whether it is a boolean or a number, which is `Copy` in Rust.
    pub fn is_scalar(&self) -> bool {
        matches!(self, Self::Bool | Self::I64 | Self::U64 | Self::F64)
    }

    /// Whether it contains a file.
    pub fn has_file(&self) -> bool {
        *self.core() == Self::File
    }

    /// Replaces the file in it by a string.
    pub fn forget_files(&mut self) {
        let core = self.core_mut();
        if *core == Self::File {
            *core = Self::String;
        }
    }

    /// Replaces named types by the types that the function returns.
    pub fn replace(&mut self, by: &BTreeMap<Ident, Type>) {
        let core = self.core_mut();
        if let Self::Named(name) = core
            && let Some(other) = by.get(name)
        {
            *core = other.clone();
        }
    }
}

impl Shape {
    /// Adds the names of the types that it contains.
    pub fn mentioned(&self, out: &mut Vec<Ident>) {
        self.mentioned_by(out, |_| true);
    }

    /// Adds the names of the types that it contains; for a struct, only those of the fields that the filter accepts.
    pub fn mentioned_by(&self, out: &mut Vec<Ident>, accepts: impl Fn(&Field) -> bool) {
        match self {
            Self::Struct(object) => {
                let fields = object.fields.iter().filter(|field| accepts(field));
                fields.for_each(|field| field.ty.named(out));
                if let Extra::Typed(_, ty) = &object.extra {
                    ty.named(out);
                }
            }
            Self::Union(union) => union.variants.iter().for_each(|variant| variant.ty.named(out)),
            Self::Alias(ty) | Self::Newtype(ty) => ty.named(out),
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::StringNewtype(_) => {}
        }
    }

    /// Replaces the named types that it contains.
    pub fn replace(&mut self, by: &BTreeMap<Ident, Type>) {
        self.each_type(|ty| ty.replace(by));
    }

    /// Changes the types that it contains.
    pub fn each_type(&mut self, mut change: impl FnMut(&mut Type)) {
        match self {
            Self::Struct(object) => {
                object.fields.iter_mut().for_each(|field| change(&mut field.ty));
                if let Extra::Typed(_, ty) = &mut object.extra {
                    change(ty);
                }
            }
            Self::Union(union) => union
                .variants
                .iter_mut()
                .for_each(|variant| change(&mut variant.ty)),
            Self::Alias(ty) | Self::Newtype(ty) => change(ty),
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::StringNewtype(_) => {}
        }
    }
}

impl Operation {
    /// The types of its requests: parameters, then bodies.
    pub fn sent(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(self.bodies().map(|body| &body.ty))
    }

    /// The types of its responses: bodies, items of streams, and headers.
    pub fn received(&self) -> impl Iterator<Item = &Type> {
        let item = self.stream.iter().map(|stream| &stream.item);
        let headers = self.headers.iter().map(|header| &header.ty);
        let bodies = self.cases.iter().filter_map(|case| case.content.as_ref());
        item.chain(headers).chain(bodies.filter_map(Documented::ty))
    }

    /// Changes the types of its requests.
    pub fn each_sent(&mut self, mut change: impl FnMut(&mut Type)) {
        for parameter in &mut self.parameters {
            change(&mut parameter.ty);
        }
        self.bodies_mut().for_each(|body| change(&mut body.ty));
    }

    /// Changes the types of its responses.
    pub fn each_received(&mut self, mut change: impl FnMut(&mut Type)) {
        if let Some(stream) = &mut self.stream {
            change(&mut stream.item);
        }
        for header in &mut self.headers {
            change(&mut header.ty);
        }
        let cases = self.cases.iter_mut().filter_map(|case| case.content.as_mut());
        cases.filter_map(Documented::ty_mut).for_each(&mut change);
        for Outcome { form, whole } in [&mut self.output, &mut self.error] {
            let bodies = std::iter::once(form)
                .chain(whole)
                .flat_map(OutcomeForm::bodies_mut);
            bodies.filter_map(Documented::ty_mut).for_each(&mut change);
        }
    }
}

impl OutcomeForm {
    /// The bodies that it holds, mutably.
    fn bodies_mut(&mut self) -> Vec<&mut Documented> {
        match self {
            Self::Empty => Vec::new(),
            Self::Body(body) | Self::Optional(body) => vec![body],
            Self::Enum(several) => {
                let variants = several.variants.iter_mut();
                variants.filter_map(|variant| variant.body.as_mut()).collect()
            }
        }
    }
}

impl Documented {
    /// Its type, if it has one.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Typed(ty) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }

    /// Its type, mutably.
    pub fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Typed(ty) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }
}

impl Api {
    /// All operations, grouped by tag in the order of the description.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// The tags that only former methods of operations have.
    pub fn former_tags(&self) -> Vec<&Tag> {
        let current = self.groups.iter().filter_map(|group| group.tag.as_ref());
        let mut known: BTreeSet<&Ident> = current.map(|tag| &tag.method).collect();
        let former = self.operations().flat_map(|operation| &operation.former);
        let former = former.filter_map(|method| method.tag.as_ref());
        former.filter(|tag| known.insert(&tag.method)).collect()
    }

    /// All operations, mutably.
    pub fn operations_mut(&mut self) -> impl Iterator<Item = &mut Operation> {
        self.groups.iter_mut().flat_map(|group| &mut group.operations)
    }

    /// The names of the types that requests use directly.
    pub fn sent(&self) -> Vec<Ident> {
        let mut names = Vec::new();
        self.operations()
            .flat_map(Operation::sent)
            .for_each(|ty| ty.named(&mut names));
        names
    }

    /// The names of the types that responses and webhooks use directly.
    pub fn received(&self) -> Vec<Ident> {
        let mut names = Vec::new();
        let payloads = self.webhooks.iter().map(|webhook| &webhook.payload);
        let responses = self.operations().flat_map(Operation::received);
        responses.chain(payloads).for_each(|ty| ty.named(&mut names));
        names
    }

    /// Changes the types of responses and webhooks.
    pub fn each_received(&mut self, mut change: impl FnMut(&mut Type)) {
        self.operations_mut()
            .for_each(|operation| operation.each_received(&mut change));
        self.webhooks
            .iter_mut()
            .for_each(|webhook| change(&mut webhook.payload));
    }
}
