//! The repairs of a description as an overlay: with it, the description is what the generator reads without it.

mod json_path;
mod print;
mod yaml;

use print::{Printed, print};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::Pointer;
use crate::{Generated, Input, Overlay, dialect, generate, overlay, source};

/// The repairs of a description.
#[derive(Clone, Debug, Default)]
pub struct Repairs {
    /// The diagnostics of the description.
    pub diagnostics: Diagnostics,
    /// The overlay; `None` if nothing is repaired that an overlay can change.
    pub overlay: Option<String>,
    /// The number of actions in the overlay.
    pub actions: usize,
    /// The repairs that an overlay can't express, one line each.
    pub left: Vec<String>,
    /// Whether the overlay changes what is generated. That is a defect of the generator.
    pub is_different: bool,
}

/// The overlay with every repair of the description, which is generated with and without it to see what is left. `name` is the
/// file name of the overlay; overlays among the options come before it.
pub fn repairs(input: &Input, name: &str) -> Repairs {
    let without = generate(input);
    let (changes, found) = changes(input);
    let mut printed = print(input.file_name(), &changes, &found, &[]);
    let with = repaired(input, name, &printed);
    let left: Vec<String> = with
        .diagnostics
        .iter()
        .filter(|found| found.is_repair())
        .map(line)
        .collect();
    if !left.is_empty() {
        printed = print(input.file_name(), &changes, &found, &left);
    }
    Repairs {
        overlay: (printed.actions > 0).then_some(printed.text),
        actions: printed.actions,
        left,
        is_different: !is_same(without.generated.as_ref(), with.generated.as_ref()),
        diagnostics: without.diagnostics,
    }
}

/// What is generated with the overlay.
fn repaired(input: &Input, name: &str, printed: &Printed) -> crate::Output {
    let mut input = input.clone();
    if printed.actions > 0 {
        input.options.overlays.push(Overlay {
            name: name.to_owned(),
            text: printed.text.clone(),
        });
    }
    generate(&input)
}

fn is_same(one: Option<&Generated>, other: Option<&Generated>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.files == other.files && one.lock == other.lock,
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// A repair, with the places in the tree that it is about.
struct Found {
    at: Pointer,
    line: String,
}

/// The changes that repair the description, and the diagnostics about them.
fn changes(input: &Input) -> (Vec<dialect::Change>, Vec<Found>) {
    let mut diagnostics = Diagnostics::new();
    let Some(tree) = source::parse(&input.name, &input.text, &mut diagnostics) else {
        return (Vec::new(), Vec::new());
    };
    let tree = overlay::apply(&input.options.overlays, &input.name, tree, &mut diagnostics);
    let changes = dialect::repairs(&input.name, &tree, &input.options.references, &mut diagnostics);
    let found = diagnostics.iter().filter(|found| found.is_repair());
    let found = found.map(|found| Found {
        at: diagnostics.sources().target(&found.at),
        line: short(found),
    });
    (changes, found.collect())
}

/// A diagnostic in one line.
fn short(found: &Diagnostic) -> String {
    let effect = match found.effect.is_empty() {
        true => String::new(),
        false => format!(": {}", found.effect),
    };
    format!("{}{effect}", found.message)
}

/// A diagnostic in one line, with its place.
fn line(found: &Diagnostic) -> String {
    format!(
        "{}{}: [{}] {}",
        found.at.document(),
        found.at,
        found.code,
        short(found)
    )
}
