//! S7: any bytes give a package that is valid as far as can be checked without compiling it, or a printable diagnostic.
//! `.ci/fuzz` builds and runs it.

#![no_main]

mod judge;
mod mutate;
mod parts;
mod program;

use std::collections::BTreeMap;

use generator::Pointer;
use generator::diagnostics::{Code, Severity, Style, render};
use generator::{Generated, Input, Options, References, Unread};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use parts::Parts;
use program::config::Config;
use program::layout::{CONFIG, Layout};

/// The name of the description in diagnostics.
const DESCRIPTION: &str = "api.yaml";

/// The limit of generated clients for one generator.toml.
const MOST_CLIENTS: usize = 3;

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
    let Some(configured) = options(&parts) else { return };
    for options in configured {
        check_options(&parts, options);
    }
}

/// The options of every client, or those of the parts. `None` if generator.toml is invalid.
fn options(parts: &Parts) -> Option<Vec<Options>> {
    let files = parts.files.clone();
    let read = move |path: &str| {
        let text = files.get(path).cloned();
        text.ok_or_else(|| Unread::Failed("there is no such file".to_owned()))
    };
    let references = References::new(read);
    let Some(text) = &parts.config else {
        return Some(vec![Options {
            package: judge::PACKAGE.to_owned(),
            references,
            overlays: parts.overlays.clone(),
            mode: parts.mode,
            features: parts.features,
            ..Options::default()
        }]);
    };
    let layout = Layout::default();
    let config = Config::parse(CONFIG, text, &layout);
    let config = config
        .map_err(|message| judge::refusal(CONFIG, text, &message))
        .ok()?;
    let clients = config.clients.iter().enumerate().take(MOST_CLIENTS);
    let options = clients.map(|(index, client)| {
        assert!(
            layout.has_beside(&client.spec),
            "{} leads out",
            client.spec.display()
        );
        assert!(layout.has_out(&client.out), "{} leads out", client.out.display());
        let at = Pointer::root(CONFIG).child("client").index(index);
        let references = references.clone().named(client.references.clone());
        Options {
            // The name identifies the generator's own examples.
            package: judge::PACKAGE.to_owned(),
            ..client.options(DESCRIPTION, &at, references, parts.overlays.clone())
        }
    });
    Some(options.collect())
}

fn check_options(parts: &Parts, options: Options) {
    let mut input = Input {
        name: DESCRIPTION.to_owned(),
        text: parts.description.clone(),
        lock: parts.lock.clone(),
        options,
    };
    let Some(first) = generate(&input, parts) else {
        return;
    };
    judge::judge(&first);
    input.lock = Some(first.lock.clone());
    let second = generate(&input, parts).expect("what generates once generates again");
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

/// The package, if one is generated. Asserts that the diagnostics can be printed and are no defect of the generator.
fn generate(input: &Input, parts: &Parts) -> Option<Generated> {
    let generator::Output {
        generated,
        mut diagnostics,
    } = generator::generate(input);
    let mut texts: BTreeMap<String, String> = diagnostics.take_texts();
    texts.insert(input.name.clone(), input.text.clone());
    texts.extend(parts.config.clone().map(|text| (CONFIG.to_owned(), text)));
    let (Ok(found) | Err(found)) = diagnostics.finish();
    let is_refused = found
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error);
    render(&found, &texts, Style::Plain);
    judge::entries(&found, CONFIG, parts.config.as_deref());
    assert!(
        found.iter().all(|diagnostic| diagnostic.code != Code::Internal),
        "{found:?}"
    );
    assert!(generated.is_some() || is_refused, "{found:?}");
    generated.filter(|_| !is_refused)
}
