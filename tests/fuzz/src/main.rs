//! S7: whatever the bytes, there is a package that is right as far as it can be seen without compiling it, or a diagnostic
//! that can be printed. `.ci/fuzz` builds and runs it.

#![no_main]

mod judge;
mod mutate;
mod parts;

use std::collections::BTreeMap;

use generator::diagnostics::{Code, Diagnostics, Severity, Style, render};
use generator::{Generated, Input, Options, References, Unread};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use parts::Parts;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        check(text);
    }
});

fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    mutate::mutate(bytes, size, most, seed)
});

fn check(text: &str) {
    let parts = Parts::of(text);
    let files = parts.files;
    let read = move |path: &str| {
        let text = files.get(path).cloned();
        text.ok_or_else(|| Unread::Failed("there is no such file".to_owned()))
    };
    let mut input = Input {
        name: "api.yaml".to_owned(),
        text: parts.description,
        lock: parts.lock,
        options: Options {
            package: judge::PACKAGE.to_owned(),
            references: References::new(read),
            overlays: parts.overlays,
            mode: parts.mode,
            features: parts.features,
            ..Options::default()
        },
    };
    let Some(first) = generate(&input) else { return };
    judge::judge(&first);
    input.lock = Some(first.lock.clone());
    let second = generate(&input).expect("what generates once generates again");
    assert_eq!(first.lock, second.lock, "the second run changes the lock");
    for (path, text) in &first.files {
        assert_eq!(
            Some(text),
            second.files.get(path),
            "the second run changes {}",
            path.display()
        );
    }
    assert_eq!(
        first.files.len(),
        second.files.len(),
        "the second run adds a file"
    );
}

/// What is generated, if anything is; what is said about it must be printable, and no defect of the generator's.
fn generate(input: &Input) -> Option<Generated> {
    let mut diagnostics = Diagnostics::new();
    let generated = generator::generate(input, &mut diagnostics);
    let mut texts: BTreeMap<String, String> = diagnostics.take_texts();
    texts.insert(input.name.clone(), input.text.clone());
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let is_refused = found.iter().any(|finding| finding.severity == Severity::Error);
    render(&found, &texts, Style::Plain);
    assert!(
        found.iter().all(|finding| finding.code != Code::Internal),
        "{found:?}"
    );
    assert!(generated.is_some() || is_refused, "{found:?}");
    generated.filter(|_| !is_refused)
}
