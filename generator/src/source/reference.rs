//! Resolves Reference Objects (OpenAPI 3.0.3, section 4.7.23).

use super::bundle;
use super::pointer::Pointer;
use super::tree::Node;
use crate::diagnostics::{Code, Diagnostics};

/// The number of references in a chain that are followed. Longer chains exist only in attacks. Each member of a chain is
/// resolved by itself, so this also bounds the total work.
pub const MAX_STEPS: usize = 64;

/// The `$ref` of the node at `at`, if that node is an object that has one.
pub fn reference<'t>(root: &'t Node, at: &Pointer) -> Option<&'t Node> {
    root.at(at)?.get("$ref")
}

/// Follows references from the node at `at` to the first node that is not a reference. Such a node is its own target.
///
/// A reference whose target does not exist, is outside the document or is the reference itself is reported at the
/// reference. A cycle is reported once.
pub fn resolve(root: &Node, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Pointer> {
    let mut here = at.clone();
    // Brent's algorithm finds a cycle: each step is compared with an earlier one, at distances that double.
    let mut earlier = at.clone();
    let mut steps = 0_usize;
    while let Some(text) = reference(root, &here) {
        here = step(root, &here, text, diagnostics)?;
        steps += 1;
        if here == earlier {
            report_cycle(root, &here, diagnostics);
            return None;
        }
        if steps == MAX_STEPS {
            let message = format!("this reference leads through more than {MAX_STEPS} other references");
            diagnostics.report(Code::TooDeep, &at.child("$ref"), message);
            return None;
        }
        if steps.is_power_of_two() {
            earlier = here.clone();
        }
    }
    Some(here)
}

/// The direct target of the reference at `at`, if it is in this document.
fn step(root: &Node, at: &Pointer, text: &Node, diagnostics: &mut Diagnostics) -> Option<Pointer> {
    let place = at.child("$ref");
    let Some(text) = text.as_str() else {
        let message = format!("`$ref` must be a string, not {}", text.kind().described());
        diagnostics.report(Code::WrongType, &place, message);
        return None;
    };
    let Some(target) = Pointer::from_reference(at.document(), text) else {
        diagnostics
            .report(
                Code::DanglingReference,
                &place,
                format!("`{text}` has no JSON pointer after its `#`"),
            )
            .help("a reference within the document looks like `#/components/schemas/Pet`");
        return None;
    };
    if target.document() != at.document() {
        diagnostics.report(Code::ExternalReference, &place, leads_out(text));
        return None;
    }
    if root.at(&target).is_none() {
        if bundle::is_unread(root, &target) {
            return None;
        }
        let message = match bundle::document_of(&target) {
            None => format!("`{text}` does not exist"),
            Some(_) => format!("`{target}` does not exist"),
        };
        let similar = similar(root, &target, diagnostics);
        let missing = diagnostics.report(Code::DanglingReference, &place, message);
        if let Some(similar) = similar {
            missing
                .help(format!("did you mean `{}`?", bundle::spelled(&similar)))
                .related(&similar, "similar key");
        }
        return None;
    }
    Some(target)
}

/// The message about a reference to a file outside the root folder.
pub fn leads_out(text: &str) -> String {
    format!("`{text}` leads outside the root folder")
}

/// A sibling of the missing node with nearly the same name.
fn similar(root: &Node, target: &Pointer, diagnostics: &mut Diagnostics) -> Option<Pointer> {
    let parent = target.parent()?;
    let siblings = root.at(&parent)?.as_object()?.keys().map(String::as_str);
    Some(parent.child(diagnostics.did_you_mean(&target.last()?, siblings)?))
}

/// Reports a cycle at the first of its members, so that every way into it gives the same diagnostic.
fn report_cycle(root: &Node, member: &Pointer, diagnostics: &mut Diagnostics) {
    let mut cycle = vec![member.clone()];
    let next = |at: &Pointer| Pointer::from_reference(at.document(), reference(root, at)?.as_str()?);
    while let Some(following) = cycle
        .last()
        .and_then(next)
        .filter(|following| following != member)
    {
        cycle.push(following);
    }
    let Some(first) = cycle.iter().min() else { return };
    let message = match cycle.len() {
        1 => "this reference leads to itself".to_owned(),
        2 => "this reference leads back to itself, through another reference".to_owned(),
        length => format!(
            "this reference leads back to itself, through {} other references",
            length - 1
        ),
    };
    let diagnostic = diagnostics.report(Code::CyclicReference, &first.child("$ref"), message);
    for other in cycle.iter().filter(|other| *other != first).take(3) {
        diagnostic.related(&other.child("$ref"), "through this reference");
    }
}
