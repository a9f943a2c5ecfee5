//! The clients of both versions of a description. The new one is made with the lock of the old one, as a user has it.

use generator::internals::source::Node;
use generator::{Files, Input, Options, Runtime, internals};
use serde_json::Value;

use super::Version;
use super::verdict::Surface;

/// A client and its surface.
#[derive(Clone, Debug)]
pub struct Package {
    pub files: Files,
    pub surface: Surface,
}

/// The clients of the old and the new description, whose packages have this name and the version's.
///
/// # Errors
/// The diagnostics of a description from which nothing can be generated.
pub fn pair(name: &str, old: &Node, new: &Node, runtime: &Runtime) -> Result<[Package; 2], String> {
    let mut lock = None;
    let mut make = |version: Version, tree: &Node| {
        let mut input = Input {
            name: "api.json".to_owned(),
            text: json(tree),
            lock: lock.take(),
            options: Options {
                package: format!("{name}-{}", version.as_str()),
                runtime: runtime.clone(),
                ..Options::default()
            },
        };
        let generator::Output {
            generated,
            diagnostics,
        } = generator::generate(&input);
        let generated = generated.ok_or_else(|| format!("{name}: {diagnostics}"))?;
        // The second run of a version sees its own lock, and must see the same.
        input.lock = Some(generated.lock.clone());
        lock = Some(generated.lock);
        let surface = internals::surface(&input).ok_or_else(|| format!("{name}: no surface"))?;
        Ok::<_, String>(Package {
            files: generated.files,
            surface,
        })
    };
    Ok([make(Version::Old, old)?, make(Version::New, new)?])
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
