//! The page of one operation or type: what a reader without the code needs to use it. Pages are bounded, so that they fit into
//! the context of a language model.
//!
//! Pages are made from the ir, from the signatures of the surface and from the examples of the docs, never from printed Rust.

mod brief;
mod find;
mod operation;
mod page;
mod text;
mod types;

pub use page::Page;

use crate::diagnostics::Diagnostics;
use crate::packaged::package_of;
use crate::surface::Surface;
use crate::{Input, read, understand};

/// The pages with a name in one description.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The diagnostics of the description.
    pub diagnostics: Diagnostics,
    /// The pages; `None` where the description has errors.
    pub pages: Option<Vec<Page>>,
    /// All names that a page can be found by, for suggestions.
    pub names: Vec<String>,
}

/// Describes the operations and types with this name: `tag().method`, an operationId, `GET /path`, a type of the crate, the name
/// of a schema, or a JSON pointer.
pub fn describe(input: &Input, name: &str) -> Answer {
    let mut answer = Answer::default();
    let diagnostics = &mut answer.diagnostics;
    let bundle = read(input, diagnostics);
    let understood = bundle.and_then(|bundle| understand(bundle, input, diagnostics));
    if let Some((api, _)) = understood {
        let package = package_of(input, &api);
        let surface = Surface::of(&api);
        let found = find::find(&api, answer.diagnostics.sources(), input.options.mode, name);
        let pages = found
            .into_iter()
            .map(|found| found.page(&api, &surface, &package));
        answer.pages = Some(pages.collect());
        answer.names = find::names(&api, input.options.mode);
    }
    answer.diagnostics.add_text(&input.name, input.text.clone());
    answer
}

/// The pages of all operations and types of a description.
pub fn all_pages(input: &Input) -> Vec<Page> {
    let mut diagnostics = Diagnostics::new();
    let bundle = read(input, &mut diagnostics);
    let understood = bundle.and_then(|bundle| understand(bundle, input, &mut diagnostics));
    let Some((api, _)) = understood else {
        return Vec::new();
    };
    let (package, surface) = (package_of(input, &api), Surface::of(&api));
    let all = find::all(&api, input.options.mode);
    all.map(|found| found.page(&api, &surface, &package)).collect()
}
