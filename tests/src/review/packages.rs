//! The clients of both versions of a description. The new one is generated with the lock of the old one, as for a user.

use generator::internals::source::Node;
use std::collections::BTreeMap;

use generator::review::Review;
use generator::{Features, Files, Input, Mode, Options, Runtime, internals};
use serde_json::Value;

use super::Version;
use super::rows::Side;
use crate::overrides::overrides;

/// The items of a client: signature and meaning.
pub type Surface = BTreeMap<String, (String, String)>;

/// A client and its surface.
#[derive(Clone, Debug)]
pub struct Package {
    pub files: Files,
    pub surface: Surface,
    /// The features with which it has everything.
    pub features: &'static [&'static str],
}

impl Package {
    /// The dependency on it, in a manifest beside its folder.
    #[must_use]
    pub fn dependency(&self, name: &str, package: &str) -> String {
        let features = self.features;
        format!(
            "{name} = {{ path = \"../{package}\", package = \"{package}\", default-features = false, features = {features:?} }}\n"
        )
    }
}

/// The clients of the old and the new description, whose packages have this name and the version's.
///
/// # Errors
/// The diagnostics of a description from which nothing can be generated.
pub fn pair(name: &str, old: &Side, new: &Side, runtime: &Runtime) -> Result<[Package; 2], String> {
    let mut lock = None;
    let mut make = |version: Version, side: &Side| {
        let mut input = Input {
            lock: lock.take(),
            ..input("api.json", side)
        };
        input.options.package = format!("{name}-{}", version.as_str());
        input.options.runtime = runtime.clone();
        let generator::Output {
            generated,
            diagnostics,
        } = generator::generate(&input);
        let generated = generated.ok_or_else(|| format!("{name}: {diagnostics}"))?;
        // The second run of a version gets its own lock, and its output must be the same.
        input.lock = Some(generated.lock.clone());
        lock = Some(generated.lock);
        let surface = internals::surface(&input).ok_or_else(|| format!("{name}: no surface"))?;
        Ok::<_, String>(Package {
            files: generated.files,
            surface,
            features: match input.options.features {
                Features::None => &[],
                Features::Tags => &["all"],
            },
        })
    };
    Ok([make(Version::Old, old)?, make(Version::New, new)?])
}

/// The review of two descriptions.
///
/// # Errors
/// The diagnostics of a description that can't be compared.
pub fn review(old: &Side, new: &Side) -> Result<Review, String> {
    let comparison = generator::review(&input("old.json", old), &input("new.json", new));
    let errors = format!("{}{}", comparison.old, comparison.new);
    comparison.review.ok_or(errors)
}

/// A description with its options.
fn input(name: &str, side: &Side) -> Input {
    let has = |option: &str| side.options.lines().any(|line| line == option);
    Input {
        name: name.to_owned(),
        text: json(&side.tree),
        lock: None,
        options: Options {
            package: "api".to_owned(),
            overrides: overrides(name, &side.options),
            features: if has("# features: tags") {
                Features::Tags
            } else {
                Features::None
            },
            mode: if has("# mode: types") {
                Mode::Types
            } else {
                Mode::Client
            },
            ..Options::default()
        },
    }
}

/// JSON with the members in the order of the tree.
#[must_use]
pub fn json(node: &Node) -> String {
    match node {
        Node::Null => "null".to_owned(),
        Node::Bool(flag) => flag.to_string(),
        Node::Number(number) => number.to_string(),
        Node::String(text) => Value::from(text.as_str()).to_string(),
        Node::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Node::Object(members) => {
            let members = members.iter();
            let members =
                members.map(|(key, member)| format!("{}:{}", Value::from(key.as_str()), json(member)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}
