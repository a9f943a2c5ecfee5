//! Components that are unused because a type of the user replaces the schemas that referred to them.

use std::collections::BTreeSet;

use crate::lower::Lowering;
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// The components that only replaced schemas refer to.
    pub(crate) fn unneeded(&self) -> BTreeSet<Pointer> {
        let replaced = self.lowered.custom.replaced();
        let inside = self.reached(replaced.clone(), |_| false);
        let components = self.model.schemas().into_iter().map(|(_, at)| at);
        let inside: BTreeSet<Pointer> = components
            .filter(|at| inside.contains(at) && !replaced.contains(at))
            .collect();
        if inside.is_empty() {
            return inside;
        }
        let outside = self.reached(vec![self.model.root().clone()], |at| {
            inside.contains(at) || replaced.contains(at)
        });
        inside.difference(&outside).cloned().collect()
    }

    /// The targets of references at or below these places. Skipped places are only examined if they are referenced.
    fn reached(&self, starts: Vec<Pointer>, skip: impl Fn(&Pointer) -> bool) -> BTreeSet<Pointer> {
        let replaced = self.lowered.custom.replaced();
        let is_start = |at: &Pointer| starts.contains(at);
        let mut pending = starts.clone();
        let mut found = BTreeSet::new();
        while let Some(start) = pending.pop() {
            if !found.insert(start.clone()) || (replaced.contains(&start) && !is_start(&start)) {
                continue;
            }
            let mut below = vec![start.clone()];
            while let Some(at) = below.pop() {
                if at != start && skip(&at) {
                    continue;
                }
                pending.extend(self.model.reference(&at));
                below.extend(self.model.members(&at).into_iter().map(|(_, at)| at));
                below.extend(self.model.items(&at));
            }
        }
        found
    }
}
