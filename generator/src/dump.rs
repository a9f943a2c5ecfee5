//! The stages between a description and its output as text, for debugging the generator.

use std::fmt::Write;

use crate::diagnostics::Diagnostics;
use crate::packaged::package_of;
use crate::{Input, emit, read, understand};

/// A stage of the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The ir.
    Ir,
    /// The tokens of each file, before they are formatted.
    Tokens,
}

/// The stage as text, and the diagnostics up to it. There is no text if an error prevents the stage.
pub fn dump(input: &Input, stage: Stage) -> (Option<String>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let bundle = read(input, &mut diagnostics);
    let understood = bundle.and_then(|bundle| understand(bundle, input, &mut diagnostics));
    diagnostics.add_text(&input.name, input.text.clone());
    let text = understood.map(|(api, _)| match stage {
        Stage::Ir => format!("{api:#?}\n"),
        Stage::Tokens => {
            let files = emit::emit(&api, &package_of(input, &api), |tokens| tokens.to_string()).rust;
            files.iter().fold(String::new(), |mut text, (path, tokens)| {
                // Writing to a string can't fail.
                let _ = writeln!(text, "// {}\n{tokens}\n", path.display());
                text
            })
        }
    });
    (text, diagnostics)
}
