//! S7: whatever the bytes, there is a package that parses as Rust or a finding that can be printed. `.ci/fuzz` builds and
//! runs it.

#![no_main]

mod mutate;

use std::collections::BTreeMap;
use std::path::Path;

use generator::diagnostics::{Code, Diagnostics, Severity, Style, render};
use generator::{Input, Options};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        check(text);
    }
});

fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    mutate::mutate(bytes, size, most, seed)
});

fn check(text: &str) {
    let mut diagnostics = Diagnostics::new();
    let input = Input {
        name: "api.yaml".to_owned(),
        text: text.to_owned(),
        lock: None,
        options: Options {
            package: "fuzzed".to_owned(),
            ..Options::default()
        },
    };
    let generated = generator::generate(&input, &mut diagnostics);
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let is_refused = found.iter().any(|finding| finding.severity == Severity::Error);
    render(&found, &BTreeMap::from([(input.name, input.text)]), Style::Plain);
    assert!(
        found.iter().all(|finding| finding.code != Code::Internal),
        "{found:?}"
    );
    assert!(generated.is_some() || is_refused, "{found:?}");
    for (path, text) in generated.into_iter().flat_map(|generated| generated.files) {
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if is_rust && !path.starts_with(Path::new("src/runtime")) {
            assert!(syn::parse_file(&text).is_ok(), "{}: {text}", path.display());
        }
    }
}
