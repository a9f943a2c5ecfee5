//! The command `dump`: prints a stage of the generator.

use super::cli::{Dumped, Selection};
use super::print::{eprint_text, print_text};
use super::report::{Detail, report};
use super::{Failure, jobs};
use generator::diagnostics::MAX_LINES;
use generator::internals::Stage;

pub(super) fn dump(Dumped { ir, tokens }: &Dumped, selection: &Selection) -> Result<(), Failure> {
    let stages = ir.iter().map(|spec| (Stage::Ir, spec));
    for (stage, spec) in stages.chain(tokens.iter().map(|spec| (Stage::Tokens, spec))) {
        for job in jobs::read_only(std::slice::from_ref(spec), &selection.overlay)? {
            let (text, mut diagnostics) = generator::internals::dump(&job.input, stage);
            let texts = diagnostics.take_texts();
            let (Ok(found) | Err(found)) = diagnostics.finish();
            eprint_text(&report(&job.input.name, found, &texts, Detail::Lines(MAX_LINES)));
            print_text(&text.ok_or(Failure::Reported)?);
        }
    }
    Ok(())
}
