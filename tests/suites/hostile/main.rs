//! Malicious descriptions: the rules S1 to S6 in the names of tests. The result is always a package or a located error, in
//! bounded time and memory, and nothing outside the folder is touched.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // What a suite can't do is a failed test.

mod bombs;
mod doctests;
mod injection;
mod references;
mod values;

use generator::diagnostics::Diagnostic;
use generator::{Generated, Input, Options};
use tests::corpus::shared_runtime;

/// The output of the generator for a text, and its diagnostics.
fn generate(name: &str, text: &str) -> (Option<Generated>, Vec<Diagnostic>) {
    let input = Input {
        name: name.into(),
        text: text.into(),
        lock: None,
        options: Options {
            package: "hostile".into(),
            runtime: shared_runtime("hostile"),
            ..Options::default()
        },
    };
    let generator::Output {
        generated,
        diagnostics,
    } = generator::generate(&input);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    assert!(
        !found
            .iter()
            .any(|diagnostic| diagnostic.code == generator::diagnostics::Code::Internal),
        "{found:#?}"
    );
    (generated, found)
}
