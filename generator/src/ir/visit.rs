//! The one walk over types: what is inside a type, what a named type is made of, and what an operation sends and receives.

use std::collections::BTreeMap;

use super::{Api, Documented, Extra, Field, Operation, Outcome, Shape, Type};
use crate::naming::Ident;

/// A type by how it is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View<'t> {
    /// Nothing is inside it.
    Leaf,
    Named(&'t Ident),
    Boxed(&'t Type),
    Array(&'t Type),
    Map(&'t Type),
    Nullable(&'t Type),
}

impl Type {
    /// How it is built.
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

    /// The innermost type: through boxes, lists, maps and options.
    pub fn core(&self) -> &Self {
        match self.view() {
            View::Boxed(inner) | View::Array(inner) | View::Map(inner) | View::Nullable(inner) => {
                inner.core()
            }
            View::Leaf | View::Named(_) => self,
        }
    }

    /// The innermost type, to be changed.
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

    /// Adds the name that it holds.
    pub fn named(&self, out: &mut Vec<Ident>) {
        if let Self::Named(name) = self.core() {
            out.push(name.clone());
        }
    }

    /// Whether it is a boolean or a number, which Rust copies.
    pub fn is_scalar(&self) -> bool {
        matches!(self, Self::Bool | Self::I64 | Self::U64 | Self::F64)
    }

    /// Whether there is a file in it.
    pub fn has_file(&self) -> bool {
        *self.core() == Self::File
    }

    /// Makes a string of the file in it.
    pub fn forget_files(&mut self) {
        let core = self.core_mut();
        if *core == Self::File {
            *core = Self::String;
        }
    }

    /// Puts another type in the place of a name.
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
    /// Adds the names of the types that it is made of.
    pub fn mentioned(&self, out: &mut Vec<Ident>) {
        self.mentioned_by(out, |_| true);
    }

    /// The same, of a struct only what these of its fields are made of.
    pub fn mentioned_by(&self, out: &mut Vec<Ident>, is_meant: impl Fn(&Field) -> bool) {
        match self {
            Self::Struct(object) => {
                let fields = object.fields.iter().filter(|field| is_meant(field));
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

    /// Puts other types in the place of those that it is made of.
    pub fn replace(&mut self, by: &BTreeMap<Ident, Type>) {
        self.each_type(|ty| ty.replace(by));
    }

    /// Changes the types that it is made of.
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
    /// The types that its requests are made of: parameters, then bodies.
    pub fn sent(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(self.bodies().map(|body| &body.ty))
    }

    /// The types that its responses are made of: bodies, items of streams and headers.
    pub fn received(&self) -> impl Iterator<Item = &Type> {
        let item = self.stream.iter().map(|stream| &stream.item);
        let headers = self.headers.iter().map(|header| &header.ty);
        let bodies = self.cases.iter().filter_map(|case| case.content.as_ref());
        item.chain(headers).chain(bodies.filter_map(Documented::ty))
    }

    /// Changes the types that its requests are made of.
    pub fn each_sent(&mut self, mut change: impl FnMut(&mut Type)) {
        for parameter in &mut self.parameters {
            change(&mut parameter.ty);
        }
        self.bodies_mut().for_each(|body| change(&mut body.ty));
    }

    /// Changes the types that its responses are made of, wherever they stand.
    pub fn each_received(&mut self, mut change: impl FnMut(&mut Type)) {
        if let Some(stream) = &mut self.stream {
            change(&mut stream.item);
        }
        for header in &mut self.headers {
            change(&mut header.ty);
        }
        let cases = self.cases.iter_mut().filter_map(|case| case.content.as_mut());
        cases.filter_map(Documented::ty_mut).for_each(&mut change);
        for outcome in [&mut self.output, &mut self.error] {
            let bodies: Vec<&mut Documented> = match outcome {
                Outcome::Empty => Vec::new(),
                Outcome::Body(body) | Outcome::Optional(body) => vec![body],
                Outcome::Enum(outcome) => {
                    let variants = outcome.variants.iter_mut();
                    variants.filter_map(|variant| variant.body.as_mut()).collect()
                }
            };
            bodies
                .into_iter()
                .filter_map(Documented::ty_mut)
                .for_each(&mut change);
        }
    }
}

impl Documented {
    /// Its type, where it has one.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Typed(ty) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }

    /// Its type, to be changed.
    pub fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Typed(ty) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }
}

impl Api {
    /// All operations, in the description's order of tags.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }

    /// All operations, to be changed.
    pub fn operations_mut(&mut self) -> impl Iterator<Item = &mut Operation> {
        self.groups.iter_mut().flat_map(|group| &mut group.operations)
    }

    /// The names of the types that requests are made of.
    pub fn sent(&self) -> Vec<Ident> {
        let mut names = Vec::new();
        self.operations()
            .flat_map(Operation::sent)
            .for_each(|ty| ty.named(&mut names));
        names
    }

    /// The names of the types that responses and webhooks are made of.
    pub fn received(&self) -> Vec<Ident> {
        let mut names = Vec::new();
        let payloads = self.webhooks.iter().map(|webhook| &webhook.payload);
        let responses = self.operations().flat_map(Operation::received);
        responses.chain(payloads).for_each(|ty| ty.named(&mut names));
        names
    }

    /// Changes the types that responses and webhooks are made of, wherever they stand.
    pub fn each_received(&mut self, mut change: impl FnMut(&mut Type)) {
        self.operations_mut()
            .for_each(|operation| operation.each_received(&mut change));
        self.webhooks
            .iter_mut()
            .for_each(|webhook| change(&mut webhook.payload));
    }
}
