//! The runtime, copied byte for byte: the generated crate depends on no crate of ours.

use std::path::PathBuf;

use super::beside::HEADER;
use crate::Mode;

macro_rules! copied {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../runtime/", $path)))),*]
    };
}

/// The runtime of a package for `mode`.
pub(super) fn files(mode: Mode) -> impl Iterator<Item = (PathBuf, String)> {
    let wanted = move |path: &str| match mode {
        Mode::Client => true,
        Mode::Types => !OF_CLIENTS.iter().any(|start| path.starts_with(start)),
    };
    FILES
        .iter()
        .filter(move |(path, _)| wanted(path))
        .map(move |(path, text)| {
            let text = match mode {
                Mode::Client => (*text).to_owned(),
                Mode::Types => without_clients(text),
            };
            (PathBuf::from("src/runtime").join(path), format!("{HEADER}{text}"))
        })
}

/// What of the runtime only clients have.
const OF_CLIENTS: [&str; 5] = [
    "http/",
    "macros/choice.rs",
    "macros/operation.rs",
    "macros/server.rs",
    "macros/webhook.rs",
];

/// The lines that bring [`OF_CLIENTS`] in.
const LINES_OF_CLIENTS: [&str; 11] = [
    "#[cfg(feature = \"webhooks\")]\n",
    "pub(crate) use base64::decode;\n",
    "pub(crate) mod http;\n",
    "mod choice;\n",
    "pub(crate) use choice::choice;\n",
    "mod operation;\n",
    "pub(crate) use operation::{operation, parameters};\n",
    "mod server;\n",
    "pub(crate) use server::{server, server_variable};\n",
    "mod webhook;\n",
    "pub(crate) use webhook::webhook;\n",
];

fn without_clients(text: &str) -> String {
    let kept = text
        .split_inclusive('\n')
        .filter(|line| !LINES_OF_CLIENTS.contains(line));
    kept.collect()
}

const FILES: &[(&str, &str)] = &copied![
    "format/address.rs",
    "format/base64.rs",
    "format/chrono.rs",
    "format/grammar.rs",
    "format/jiff.rs",
    "format/mod.rs",
    "format/number.rs",
    "format/uuid.rs",
    "http/address.rs",
    "http/auth.rs",
    "http/body.rs",
    "http/builder.rs",
    "http/call.rs",
    "http/charset.rs",
    "http/client.rs",
    "http/date.rs",
    "http/decode.rs",
    "http/encode.rs",
    "http/engine/asynchronous.rs",
    "http/engine/blocking.rs",
    "http/engine/mod.rs",
    "http/error.rs",
    "http/events/asynchronous.rs",
    "http/events/blocking.rs",
    "http/events/frames.rs",
    "http/events/mod.rs",
    "http/events/reading.rs",
    "http/fetch.rs",
    "http/fields.rs",
    "http/file.rs",
    "http/form.rs",
    "http/header.rs",
    "http/idempotency.rs",
    "http/inline.rs",
    "http/lenient.rs",
    "http/machine.rs",
    "http/media_body.rs",
    "http/message.rs",
    "http/middleware.rs",
    "http/mod.rs",
    "http/multipart.rs",
    "http/oauth/flight.rs",
    "http/oauth/grant.rs",
    "http/oauth/mod.rs",
    "http/operation.rs",
    "http/outcome.rs",
    "http/pages/asked.rs",
    "http/pages/asynchronous.rs",
    "http/pages/blocking.rs",
    "http/pages/link.rs",
    "http/pages/mod.rs",
    "http/pages/path.rs",
    "http/pages/reference.rs",
    "http/pages/turning.rs",
    "http/places.rs",
    "http/reqwest.rs",
    "http/retry.rs",
    "http/secret.rs",
    "http/security.rs",
    "http/server.rs",
    "http/steps.rs",
    "http/stream.rs",
    "http/style.rs",
    "http/table.rs",
    "http/testing/answer.rs",
    "http/testing/fixture.rs",
    "http/testing/mod.rs",
    "http/testing/parts.rs",
    "http/testing/reading.rs",
    "http/testing/received.rs",
    "http/testing/recorder.rs",
    "http/trace.rs",
    "http/transport.rs",
    "http/ureq.rs",
    "http/webhook.rs",
    "http/whole.rs",
    "http/writing.rs",
    "http/xml/mod.rs",
    "http/xml/name.rs",
    "http/xml/read.rs",
    "http/xml/table.rs",
    "http/xml/write.rs",
    "json/check.rs",
    "json/context.rs",
    "json/custom.rs",
    "json/debug.rs",
    "json/decode.rs",
    "json/demand.rs",
    "json/encode.rs",
    "json/evidence.rs",
    "json/extra.rs",
    "json/impls.rs",
    "json/kept.rs",
    "json/mod.rs",
    "json/object.rs",
    "json/parts.rs",
    "json/presence.rs",
    "json/scan.rs",
    "json/schema.rs",
    "json/select.rs",
    "json/shape.rs",
    "json/tolerance.rs",
    "json/union.rs",
    "json/unknown.rs",
    "json/validate.rs",
    "macros/choice.rs",
    "macros/custom.rs",
    "macros/enums.rs",
    "macros/external.rs",
    "macros/mod.rs",
    "macros/newtype.rs",
    "macros/object.rs",
    "macros/operation.rs",
    "macros/serde.rs",
    "macros/server.rs",
    "macros/union.rs",
    "macros/webhook.rs",
    "mod.rs",
    "pattern.rs",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::{FILES, LINES_OF_CLIENTS, OF_CLIENTS, files};
    use crate::Mode;

    fn rust_files(folder: &Path, found: &mut BTreeSet<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                rust_files(&path, found)
            } else {
                found.insert(path);
            }
        }
    }

    #[test]
    fn types_alone_have_nothing_of_http() {
        let wanted = |path: &str| !OF_CLIENTS.iter().any(|start| path.starts_with(start));
        let all: Vec<&str> = FILES
            .iter()
            .filter(|(path, _)| wanted(path))
            .map(|(_, text)| *text)
            .collect();
        let all = all.concat();
        for line in LINES_OF_CLIENTS {
            assert_eq!(all.matches(&format!("\n{line}")).count(), 1, "{line}");
        }
        for (path, text) in files(Mode::Types) {
            assert!(!text.contains("http::"), "{}", path.display());
        }
    }

    #[test]
    fn no_file_of_the_runtime_is_forgotten() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
        let mut found = BTreeSet::new();
        rust_files(&root, &mut found);
        let copied: BTreeSet<PathBuf> = FILES.iter().map(|(path, _)| root.join(path)).collect();
        assert_eq!(found, copied);
    }
}
