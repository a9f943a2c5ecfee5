//! Recursion: a schema without a name that contains itself, such as a property that is an `allOf` of the schema it belongs to.
//! It gets a name, and contains that.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Severity};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::naming::{Ident, Identity};
use crate::source::Pointer;

/// The recursion that is known. Schemas are the pointers of all that must hold at a place.
#[derive(Debug, Default)]
pub(crate) struct Recursion {
    /// The schemas that are being formed, each inside the one before, and what they would like to be called.
    open: Vec<(Vec<Pointer>, Hint)>,
    /// The variants that are being formed.
    variants: OpenVariants,
    /// How many were formed in all, as the outermost ones and within others.
    outermost: usize,
    within: usize,
    /// How many of them there are with those around the schemas that they are in.
    depth: usize,
    /// The names of those that were met inside themselves.
    named: BTreeMap<Vec<Pointer>, Ident>,
}

/// The variants that are being formed, each made of the one before with nothing around it.
#[derive(Debug, Default)]
struct OpenVariants {
    open: Vec<Pointer>,
    /// How many were formed within the outermost one.
    within: usize,
    /// How many of these stand deeper.
    deeper: usize,
}

/// How many schemas without a name are followed inside each other: twice as many as a text is deep.
const DEPTH: usize = 128;

/// How many variants are formed inside each other, whatever is between them.
const MOST_NESTED: usize = 24;

/// How many variants one variant that is a union is multiplied out to.
const MOST_WITHIN: usize = 64;

/// How many of these may be within a union within a union: each further level multiplies them again.
const MOST_DEEPER: usize = 8;

/// How many variants are multiplied out in one description, and how many more for each that is written in it: more than
/// people write, and no more than in proportion to the text.
const FREE_WITHIN: usize = 512;
const WITHIN_EACH: usize = 4;

/// How forming a schema ended.
pub(super) enum Turn<T> {
    Done(T),
    /// It contains itself, and has this name.
    Around(Ident),
}

impl Lowering<'_, '_> {
    /// Forms the schemas at `pointers` by `form`, unless that has led back to them.
    pub(super) fn once<T>(
        &mut self,
        pointers: &[Pointer],
        hint: &Hint,
        form: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Turn<Option<T>> {
        if let Some(name) = self.schemas.recursion.named.get(pointers) {
            return Turn::Around(name.clone());
        }
        let met = self
            .schemas
            .recursion
            .open
            .iter()
            .find(|(open, _)| open == pointers);
        if let Some(name) = met
            .map(|(_, hint)| hint.clone())
            .and_then(|hint| self.name_recursion(pointers, &hint))
        {
            return Turn::Around(name);
        }
        if self.schemas.recursion.open.len() == DEPTH {
            let message = format!("more than {DEPTH} schemas without a name inside each other");
            if let Some(at) = pointers.first() {
                self.diagnostics
                    .report(Code::TooDeep, at, message)
                    .effect("its values are any JSON");
            }
            return Turn::Done(None);
        }
        self.schemas
            .recursion
            .open
            .push((pointers.to_vec(), hint.clone()));
        let variants = std::mem::take(&mut self.schemas.recursion.variants);
        let formed = form(self);
        self.schemas.recursion.variants = variants;
        self.schemas.recursion.open.pop();
        match self.schemas.recursion.named.get(pointers) {
            Some(name) => Turn::Around(name.clone()),
            None => Turn::Done(formed),
        }
    }

    /// Forms a variant that is made of more than its own schema by `form`, unless it is a variant of itself, or one of too
    /// many that are multiplied out: that is `None`, after a finding.
    pub(crate) fn variant_once<T>(&mut self, at: &Pointer, form: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.schemas.recursion.variants.open.contains(at) {
            let message = "this variant is a union that it is a variant of";
            self.lossy(at, message, "what is in it is any JSON");
            return None;
        }
        if let Some(outermost) = self.schemas.recursion.count() {
            let message =
                "this variant is a union of unions, with too many variants when it is multiplied out";
            if let Some(outermost) = outermost {
                self.lossy(&outermost, message, "the last of them are any JSON");
            }
            return None;
        }
        if self.schemas.recursion.depth == MOST_NESTED {
            let message = format!("more than {MOST_NESTED} variants of unions inside each other");
            self.diagnostics
                .report(Code::TooDeep, at, message)
                .severity(Severity::Warning)
                .effect("what is in it is any JSON");
            return None;
        }
        self.schemas.recursion.depth += 1;
        self.schemas.recursion.variants.open.push(at.clone());
        let formed = form(self);
        self.schemas.recursion.variants.open.pop();
        self.schemas.recursion.depth -= 1;
        Some(formed)
    }

    fn name_recursion(&mut self, pointers: &[Pointer], hint: &Hint) -> Option<Ident> {
        let name = match pointers {
            [at] => self.declare(at, &hint.candidates()),
            [at, others @ ..] => {
                let identity = Identity::Merged(at.clone(), others.to_vec());
                let name = self.take_name(&identity, &hint.candidates());
                self.place(&identity, &name);
                self.schemas.pending.push_back((pointers.to_vec(), name.clone()));
                name
            }
            [] => return None,
        };
        self.schemas
            .recursion
            .named
            .insert(pointers.to_vec(), name.clone());
        Some(name)
    }
}

impl Recursion {
    /// Counts one more variant. `Some` where it is one too many, with the outermost one where that is to be said.
    fn count(&mut self) -> Option<Option<Pointer>> {
        let Some(outermost) = self.variants.open.first() else {
            self.outermost += 1;
            return self.variants.count();
        };
        if self.within >= FREE_WITHIN + WITHIN_EACH * self.outermost {
            return Some(Some(outermost.clone()));
        }
        self.within += 1;
        self.variants.count()
    }
}

impl OpenVariants {
    /// Counts one more. `Some` where it is one too many: with the outermost one, where that is the first time.
    fn count(&mut self) -> Option<Option<Pointer>> {
        let Some(outermost) = self.open.first() else {
            *self = Self::default();
            return None;
        };
        let (counter, most) = match self.open.len() {
            1 => (&mut self.within, MOST_WITHIN),
            _ => (&mut self.deeper, MOST_DEEPER),
        };
        *counter += 1;
        match (*counter).cmp(&(most + 1)) {
            std::cmp::Ordering::Less => None,
            std::cmp::Ordering::Equal => Some(Some(outermost.clone())),
            std::cmp::Ordering::Greater => Some(None),
        }
    }
}
