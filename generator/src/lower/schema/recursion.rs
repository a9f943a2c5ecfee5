//! Recursion: an anonymous schema that contains itself, such as a property that is an `allOf` of the schema it belongs to.
//! It gets a name, and refers to itself by that name.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Severity};
use crate::lower::Lowering;
use crate::lower::naming::hints::Hint;
use crate::naming::{Ident, Identity};
use crate::source::Pointer;

/// The state of recursion detection. A key lists the pointers of all schemas that must hold at a place.
#[derive(Debug, Default)]
pub(crate) struct Recursion {
    /// The stack of schemas that are being formed, with their preferred names.
    open: Vec<(Vec<Pointer>, Hint)>,
    /// The stack of variants that are being formed.
    variants: OpenVariants,
    /// The number of outermost variants that were formed, and the number of variants within them.
    outermost: usize,
    within: usize,
    /// The depth of the stack, including the schemas that contain the variants.
    depth: usize,
    /// The names of schemas that contain themselves.
    named: BTreeMap<Vec<Pointer>, Ident>,
}

/// The stack of variants that are being formed, each directly inside the one before.
#[derive(Debug, Default)]
struct OpenVariants {
    open: Vec<Pointer>,
    /// The number of variants formed within the outermost one.
    within: usize,
    /// The number of these that are nested deeper.
    deeper: usize,
}

/// The limit of nested anonymous schemas: twice the nesting limit of a text.
const DEPTH: usize = 128;

/// The limit of nested variants, with or without schemas between them.
const MAX_NESTED: usize = 24;

/// The limit of variants that one union variant is flattened to.
const MAX_FLATTENED: usize = 64;

/// The limit of these inside a union within a union, since each further level multiplies them.
const MAX_FLATTENED_DEEPER: usize = 8;

/// The limit of flattened variants in one description, and the addition for each written variant. The limit exceeds any
/// real description, and it is proportional to the text.
const FLATTENED_BASE: usize = 512;
const FLATTENED_PER_VARIANT: usize = 4;

/// The result of forming a schema.
pub(super) enum FormResult<T> {
    Done(T),
    /// The schema contains itself and has this name.
    Recursive(Ident),
}

impl Lowering<'_, '_> {
    /// Forms the schemas at `pointers` with `form`, unless they are already being formed.
    pub(super) fn once<T>(
        &mut self,
        pointers: &[Pointer],
        hint: &Hint,
        form: impl FnOnce(&mut Self) -> Option<T>,
    ) -> FormResult<Option<T>> {
        if let Some(name) = self.schemas.recursion.named.get(pointers) {
            return FormResult::Recursive(name.clone());
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
            return FormResult::Recursive(name);
        }
        if self.schemas.recursion.open.len() == DEPTH {
            let message = format!("unnamed schemas are nested more than {DEPTH} levels deep");
            if let Some(at) = pointers.first() {
                self.diagnostics
                    .report(Code::TooDeep, at, message)
                    .effect("it accepts any JSON value");
            }
            return FormResult::Done(None);
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
            Some(name) => FormResult::Recursive(name.clone()),
            None => FormResult::Done(formed),
        }
    }

    /// Forms a variant that merges several schemas with `form`. `None`, after a diagnostic, if it contains itself or if too
    /// many variants are flattened.
    pub(crate) fn variant_once<T>(&mut self, at: &Pointer, form: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.schemas.recursion.variants.open.contains(at) {
            let message = "this variant is the union that contains it";
            self.lossy(at, message, "it accepts any JSON value");
            return None;
        }
        if let Some(outermost) = self.schemas.recursion.count() {
            let message =
                "this variant is a union of unions, which has too many variants when it is flattened";
            if let Some(outermost) = outermost {
                self.lossy(&outermost, message, "the last of them accept any JSON value");
            }
            return None;
        }
        if self.schemas.recursion.depth == MAX_NESTED {
            let message = format!("unions are nested more than {MAX_NESTED} variants deep");
            self.diagnostics
                .report(Code::TooDeep, at, message)
                .severity(Severity::Warning)
                .effect("it accepts any JSON value");
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
    /// Counts a variant. `Some` if the limit is exceeded, with the outermost variant if that must be reported.
    fn count(&mut self) -> Option<Option<Pointer>> {
        let Some(outermost) = self.variants.open.first() else {
            self.outermost += 1;
            return self.variants.count();
        };
        if self.within >= FLATTENED_BASE + FLATTENED_PER_VARIANT * self.outermost {
            return Some(Some(outermost.clone()));
        }
        self.within += 1;
        self.variants.count()
    }
}

impl OpenVariants {
    /// Counts a variant. `Some` if the limit is exceeded, with the outermost variant the first time.
    fn count(&mut self) -> Option<Option<Pointer>> {
        let Some(outermost) = self.open.first() else {
            *self = Self::default();
            return None;
        };
        let (counter, most) = match self.open.len() {
            1 => (&mut self.within, MAX_FLATTENED),
            _ => (&mut self.deeper, MAX_FLATTENED_DEEPER),
        };
        *counter += 1;
        match (*counter).cmp(&(most + 1)) {
            std::cmp::Ordering::Less => None,
            std::cmp::Ordering::Equal => Some(Some(outermost.clone())),
            std::cmp::Ordering::Greater => Some(None),
        }
    }
}
