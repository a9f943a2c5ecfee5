//! The runtime, copied byte for byte into a package or into the generated crate. Only its root is printed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::package_files::UNFORMATTED;
use super::{manifest, module as place};
use crate::Mode;

macro_rules! copied {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../runtime/", $path)))),*]
    };
}

/// The runtime for `mode` as a module of the crate, or of this module in the crate. Its paths begin with [`ROOT`].
pub(super) fn module(mode: Mode, module: &[String]) -> BTreeMap<PathBuf, String> {
    let mut files = copies(mode, Path::new("src/runtime"));
    if !module.is_empty() {
        let root = format!("{}::runtime", place::path(module));
        files
            .values_mut()
            .for_each(|text| *text = text.replace(ROOT, &root));
    }
    let root = format!("{}//! {ABOUT}\n\n{ALLOWED}\n{}", root_header(), modules(mode));
    files.insert("src/runtime/mod.rs".into(), root);
    files
}

/// The runtime for `mode` as a package with this name.
pub(crate) fn package(name: &str, mode: Mode) -> BTreeMap<PathBuf, String> {
    let mut files = copies(mode, Path::new("src"));
    let names: Vec<&str> = MODULES
        .iter()
        .filter(|of| of.is_in(mode))
        .map(|of| of.name)
        .collect();
    let root = format!(
        "{}//! {ABOUT}\n//!\n//! It only changes with the generator. Programs use what their client exports of it.\n#![forbid(unsafe_code)]\n{ALLOWED}#![allow(\n    clippy::too_many_arguments,\n    \
         clippy::large_enum_variant,\n    clippy::should_implement_trait\n)]\n\n{}\n\
         /// The same modules by the path `crate::runtime`, which the files use in a package and in a client alike.\n\
         #[doc(hidden)]\npub mod runtime {{\n    pub use super::{{{}}};\n}}\n",
        root_header(),
        modules(mode),
        names.join(", "),
    );
    files.insert("src/lib.rs".into(), root);
    files.insert("Cargo.toml".into(), manifest::runtime(name, mode));
    files.insert("rustfmt.toml".into(), UNFORMATTED.to_owned());
    let attributes = "# @generated\n* linguist-generated -diff\n";
    files.insert(".gitattributes".into(), attributes.to_owned());
    files
}

/// How every path of the runtime's code begins that does not begin at a crate or at a nearby module.
const ROOT: &str = "crate::runtime";

/// A one-line description of the runtime.
const ABOUT: &str = "The support code of generated clients: it sends, decodes and validates.";

/// Each description uses only a part of the runtime.
const ALLOWED: &str = "#![allow(dead_code, unused_imports, unused_macros)]\n";

/// A module of the runtime.
struct Module {
    name: &'static str,
    /// Whether only clients use it.
    of_clients: bool,
}

impl Module {
    fn is_in(&self, mode: Mode) -> bool {
        match mode {
            Mode::Client => true,
            Mode::Types => !self.of_clients,
        }
    }
}

const MODULES: [Module; 5] = [
    Module {
        name: "format",
        of_clients: false,
    },
    Module {
        name: "http",
        of_clients: true,
    },
    Module {
        name: "json",
        of_clients: false,
    },
    Module {
        name: "macros",
        of_clients: false,
    },
    Module {
        name: "pattern",
        of_clients: false,
    },
];

fn modules(mode: Mode) -> String {
    let modules = MODULES.iter().filter(|of| of.is_in(mode));
    modules.map(|of| format!("pub mod {};\n", of.name)).collect()
}

/// The header of the printed root.
fn root_header() -> String {
    format!(
        "// Written by generator {}; independent of the description.\n\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// The header of a copied file.
fn header(path: &str) -> String {
    format!(
        "// Copied from runtime/{path} of generator {}; independent of the description.\n\n",
        env!("CARGO_PKG_VERSION")
    )
}

fn copies(mode: Mode, folder: &Path) -> BTreeMap<PathBuf, String> {
    let is_wanted = |path: &str| {
        let module = |of: &&Module| path.split(['/', '.']).next() == Some(of.name);
        MODULES.iter().find(module).is_some_and(|of| of.is_in(mode))
    };
    let files = FILES.iter().filter(|(path, _)| is_wanted(path));
    files
        .map(|(path, text)| (folder.join(path), format!("{}{text}", header(path))))
        .collect()
}

const FILES: &[(&str, &str)] = &copied![
    "format/address.rs",
    "format/base64.rs",
    "format/chrono.rs",
    "format/duration.rs",
    "format/grammar.rs",
    "format/jiff.rs",
    "format/jiff1.rs",
    "format/library.rs",
    "format/mod.rs",
    "format/number.rs",
    "format/of_jiff.rs",
    "format/rust_decimal.rs",
    "format/secrecy.rs",
    "format/time.rs",
    "format/url.rs",
    "format/uuid.rs",
    "http/auth/from_env.rs",
    "http/auth/mod.rs",
    "http/auth/oauth/grant.rs",
    "http/auth/oauth/mod.rs",
    "http/auth/oauth/token_cache.rs",
    "http/auth/secret.rs",
    "http/auth/security.rs",
    "http/client/builder.rs",
    "http/client/call.rs",
    "http/client/middleware.rs",
    "http/client/mod.rs",
    "http/client/server.rs",
    "http/engine/asynchronous.rs",
    "http/engine/blocking.rs",
    "http/engine/body_collector.rs",
    "http/engine/date.rs",
    "http/engine/mod.rs",
    "http/engine/platform.rs",
    "http/engine/retry.rs",
    "http/engine/trace.rs",
    "http/engine/unfold.rs",
    "http/error.rs",
    "http/failure.rs",
    "http/events/asynchronous.rs",
    "http/events/blocking.rs",
    "http/events/frames.rs",
    "http/events/mod.rs",
    "http/events/reading.rs",
    "http/exports.rs",
    "http/macros/call.rs",
    "http/macros/choice.rs",
    "http/macros/client.rs",
    "http/macros/client_builder.rs",
    "http/macros/mod.rs",
    "http/macros/operation.rs",
    "http/macros/schemes.rs",
    "http/macros/server.rs",
    "http/macros/webhook.rs",
    "http/mod.rs",
    "http/pages/asked.rs",
    "http/pages/asynchronous.rs",
    "http/pages/blocking.rs",
    "http/pages/link.rs",
    "http/pages/mod.rs",
    "http/pages/path.rs",
    "http/pages/reference.rs",
    "http/pages/turning.rs",
    "http/request/address.rs",
    "http/request/body.rs",
    "http/request/encode.rs",
    "http/request/escape.rs",
    "http/request/fields.rs",
    "http/request/file.rs",
    "http/request/form.rs",
    "http/request/idempotency.rs",
    "http/request/media_body.rs",
    "http/request/mod.rs",
    "http/request/multipart.rs",
    "http/request/parameter.rs",
    "http/request/parameter_spans.rs",
    "http/request/rule.rs",
    "http/request/sequence.rs",
    "http/request/stack_string.rs",
    "http/request/style.rs",
    "http/request/whole.rs",
    "http/response/charset.rs",
    "http/response/decode.rs",
    "http/response/header.rs",
    "http/response/lenient.rs",
    "http/response/mod.rs",
    "http/response/outcome.rs",
    "http/response/reread.rs",
    "http/response/similar.rs",
    "http/response/stream.rs",
    "http/response/typed.rs",
    "http/response/unlisted.rs",
    "http/spec/body.rs",
    "http/spec/listed.rs",
    "http/spec/mod.rs",
    "http/spec/table.rs",
    "http/testing/fixture.rs",
    "http/testing/mod.rs",
    "http/testing/parts.rs",
    "http/testing/reading.rs",
    "http/testing/received.rs",
    "http/testing/recorder.rs",
    "http/testing/response.rs",
    "http/transport/coding/decoder.rs",
    "http/transport/coding/mod.rs",
    "http/transport/fetch.rs",
    "http/transport/hyper/builder.rs",
    "http/transport/hyper/connector.rs",
    "http/transport/hyper/message.rs",
    "http/transport/hyper/mod.rs",
    "http/transport/hyper/proxy.rs",
    "http/transport/hyper/tls.rs",
    "http/transport/message.rs",
    "http/transport/mod.rs",
    "http/transport/outgoing.rs",
    "http/transport/reqwest.rs",
    "http/transport/tower.rs",
    "http/transport/ureq.rs",
    "http/webhook.rs",
    "http/xml/mod.rs",
    "http/xml/name.rs",
    "http/xml/read.rs",
    "http/xml/table.rs",
    "http/xml/write.rs",
    "json/assertion.rs",
    "json/capture.rs",
    "json/check.rs",
    "json/context.rs",
    "json/custom.rs",
    "json/debug.rs",
    "json/decode.rs",
    "json/encode.rs",
    "json/evidence.rs",
    "json/extra.rs",
    "json/impls.rs",
    "json/json_schema.rs",
    "json/kept.rs",
    "json/members.rs",
    "json/number.rs",
    "json/mod.rs",
    "json/object.rs",
    "json/parts.rs",
    "json/plain.rs",
    "json/presence.rs",
    "json/read.rs",
    "json/reader.rs",
    "json/scan.rs",
    "json/schema.rs",
    "json/select.rs",
    "json/shape.rs",
    "json/tolerance.rs",
    "json/union.rs",
    "json/unknown.rs",
    "json/validate.rs",
    "json/whole.rs",
    "json/write.rs",
    "macros/custom.rs",
    "macros/enums.rs",
    "macros/external.rs",
    "macros/json_schema.rs",
    "macros/mod.rs",
    "macros/newtype.rs",
    "macros/object.rs",
    "macros/serde.rs",
    "macros/text.rs",
    "macros/union.rs",
    "pattern.rs",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use proc_macro2::TokenStream;

    use super::{FILES, MODULES, module, package};
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
        for (path, text) in module(Mode::Types, &[])
            .into_iter()
            .chain(package("a", Mode::Types))
        {
            assert!(!text.contains("http::"), "{}", path.display());
        }
    }

    #[test]
    fn every_path_of_the_crate_begins_with_the_runtime() {
        for (path, text) in FILES {
            let tokens: TokenStream = text.parse().unwrap();
            let code = tokens.to_string();
            for rest in code.split("crate :: ").skip(1) {
                assert!(rest.starts_with("runtime"), "{path}: {rest}");
            }
        }
    }

    #[test]
    fn no_file_of_the_runtime_is_forgotten() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
        let mut found = BTreeSet::new();
        rust_files(&root, &mut found);
        found.remove(&root.join("mod.rs"));
        let copied: BTreeSet<PathBuf> = FILES.iter().map(|(path, _)| root.join(path)).collect();
        assert_eq!(found, copied);
        let modules = MODULES.iter().map(|of| format!("pub mod {};", of.name));
        let text = std::fs::read_to_string(root.join("mod.rs")).unwrap();
        let ours: Vec<&str> = text.lines().filter(|line| line.contains("mod ")).collect();
        assert_eq!(ours, modules.collect::<Vec<_>>());
    }
}
