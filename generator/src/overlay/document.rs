//! Reads the actions of an overlay, and reports its errors.

use serde_json_path::JsonPath;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{Kind, Node, Pointer};

/// One action that can be applied.
pub(super) struct Action {
    /// Its place in the overlay.
    pub at: Pointer,
    pub version: Version,
    pub target: JsonPath,
    pub change: Change,
}

/// The change of every node that the target selects.
pub(super) enum Change {
    Update(Node),
    /// The node that this selects is merged into the target.
    Copy(JsonPath),
    Remove,
}

/// The versions of the Overlay Specification that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    V1_0,
    /// 1.1 and later ones.
    V1_1,
}

impl Version {
    fn of(text: &str) -> Option<Self> {
        match text {
            "1" | "1.0" => Some(Self::V1_0),
            _ if text.starts_with("1.0.") => Some(Self::V1_0),
            _ if text.starts_with("1.") => Some(Self::V1_1),
            _ => None,
        }
    }
}

/// The fields of the objects: name, type, and whether the field is required. Overlay Specification 1.1.0, section 4.4.
const OVERLAY: &[(&str, Kind, bool)] = &[
    ("overlay", Kind::String, true),
    ("info", Kind::Object, true),
    ("extends", Kind::String, false),
    ("actions", Kind::Array, true),
];
const INFO: &[(&str, Kind, bool)] = &[("title", Kind::String, true), ("version", Kind::String, true)];
const ACTION: &[(&str, Kind, bool)] = &[
    ("target", Kind::String, true),
    ("copy", Kind::String, false),
    ("remove", Kind::Boolean, false),
];

/// Fields with any value.
const ANYTHING: [&str; 2] = ["update", "description"];

/// The actions of an overlay, in order. Errors are reported, and the rest of the overlay is read.
pub(super) fn actions(overlay: &Node, name: &str, diagnostics: &mut Diagnostics) -> Vec<Action> {
    let root = Pointer::root(name);
    if !has_fields(overlay, &root, OVERLAY, "an Overlay Object", diagnostics) {
        return Vec::new();
    }
    let text = overlay.get("overlay").and_then(Node::as_str).unwrap_or_default();
    let Some(version) = Version::of(text) else {
        let message = format!("version `{text}` of the Overlay Specification is not supported");
        invalid(&root.child("overlay"), message, diagnostics)
            .help("the generator reads overlays of the versions 1.0 and 1.1");
        return Vec::new();
    };
    if let Some(info) = overlay.get("info") {
        has_fields(
            info,
            &root.child("info"),
            INFO,
            "an Info Object of an overlay",
            diagnostics,
        );
    }
    let actions = overlay
        .get("actions")
        .and_then(Node::as_array)
        .unwrap_or_default();
    if actions.is_empty() {
        invalid(
            &root.child("actions"),
            "an overlay needs at least one action",
            diagnostics,
        );
    }
    let actions = actions.iter().enumerate();
    actions
        .filter_map(|(index, node)| action(node, version, &root.child("actions").index(index), diagnostics))
        .collect()
}

fn action(node: &Node, version: Version, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<Action> {
    if !has_fields(node, at, ACTION, "an Action Object", diagnostics) {
        return None;
    }
    if version < Version::V1_1 && node.get("copy").is_some() {
        invalid(
            &at.child("copy"),
            "`copy` needs version 1.1 of the Overlay Specification",
            diagnostics,
        )
        .on_key()
        .help("write `overlay: 1.1.0`");
        return None;
    }
    let target = path(node, "target", at, diagnostics)?;
    let is_removal = node.get("remove").and_then(Node::as_bool) == Some(true);
    let change = match (node.get("update"), node.get("copy")) {
        _ if is_removal => Change::Remove,
        (Some(_), Some(_)) => {
            invalid(
                &at.child("copy"),
                "an action has either `update` or `copy`",
                diagnostics,
            )
            .on_key();
            return None;
        }
        (Some(update), None) => Change::Update(update.clone()),
        (None, Some(_)) => Change::Copy(path(node, "copy", at, diagnostics)?),
        (None, None) => {
            invalid(
                at,
                "an action needs `update`, `copy` or `remove: true`",
                diagnostics,
            );
            return None;
        }
    };
    Some(Action {
        at: at.clone(),
        version,
        target,
        change,
    })
}

/// The JSONPath in a field of an action.
fn path(node: &Node, field: &str, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<JsonPath> {
    let text = node.get(field)?.as_str()?;
    JsonPath::parse(text)
        .map_err(|error| {
            let message = format!("`{text}` is not a JSONPath: {}", error.message());
            invalid(&at.child(field), message, diagnostics).help("RFC 9535 defines JSONPath");
        })
        .ok()
}

/// Whether the node is an object with these fields.
fn has_fields(
    node: &Node,
    at: &Pointer,
    fields: &[(&str, Kind, bool)],
    what: &str,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Some(members) = node.as_object() else {
        let message = format!("expected {what}, not {}", node.kind().described());
        invalid(at, message, diagnostics);
        return false;
    };
    let mut is_right = true;
    for (key, value) in members.iter().filter(|(key, _)| !key.starts_with("x-")) {
        match fields.iter().find(|(name, ..)| name == key) {
            Some((name, kind, _)) if value.kind() != *kind => {
                let message = format!(
                    "`{name}` must be {}, not {}",
                    kind.described(),
                    value.kind().described()
                );
                invalid(&at.child(key), message, diagnostics);
                is_right = false;
            }
            Some(_) => {}
            None if ANYTHING.contains(&key.as_str()) => {}
            None => {
                let diagnostic = invalid(&at.child(key), format!("{what} has no key `{key}`"), diagnostics);
                diagnostic.on_key();
                let names = fields.iter().map(|(name, ..)| *name).chain(ANYTHING);
                if let Some(name) = did_you_mean(key, names) {
                    diagnostic.help(format!("did you mean `{name}`?"));
                }
            }
        }
    }
    for (name, ..) in fields
        .iter()
        .filter(|(name, _, required)| *required && !members.contains_key(name))
    {
        invalid(at, format!("{what} needs `{name}`"), diagnostics);
        is_right = false;
    }
    is_right
}

/// Reports an error in an overlay.
pub(super) fn invalid<'d>(
    at: &Pointer,
    message: impl Into<String>,
    diagnostics: &'d mut Diagnostics,
) -> &'d mut Diagnostic {
    diagnostics.report(Code::InvalidOverlay, at, message)
}
