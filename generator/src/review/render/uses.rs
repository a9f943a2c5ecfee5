//! Who uses a type or a parameter, as a tree for a terminal.

use std::fmt::Write as _;

use super::super::{UseTree, User};
use super::count;
use super::safe::value;
use crate::source::SourceMap;

/// The tree, with the place of what is used.
pub(crate) fn use_tree(tree: &UseTree, sources: &SourceMap) -> String {
    let place = sources.locate(&tree.pointer);
    let place = place.map_or_else(String::new, |at| {
        format!("  {}:{}:{}", value(at.file()), at.line, at.column)
    });
    let operations = match tree.operations.len() {
        0 => "no operation uses it".to_owned(),
        number => count(number, "operation"),
    };
    let mut out = format!("{}{place}  ({operations})\n", value(&tree.name));
    write(&tree.users, "", &mut out);
    out
}

/// The depth of a tree is limited, and so is the depth of this.
fn write(users: &[User], indentation: &str, out: &mut String) {
    for (index, user) in users.iter().enumerate() {
        let is_last = index.saturating_add(1) == users.len();
        let (branch, below) = if is_last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        let cut = if user.is_cut { "  (…)" } else { "" };
        let _ = writeln!(out, "{indentation}{branch}{}{cut}", value(&user.name));
        write(&user.users, &format!("{indentation}{below}"), out);
    }
}
