//! Merges the descriptions of many rows into one, so that few crates must be compiled.

use generator::internals::source::Node;

use super::rows::Side;
use super::{Row, Version};

/// The sections in which each member belongs to one row.
const SECTIONS: [&str; 3] = ["paths", "components", "webhooks"];

/// Rows whose descriptions have the same version, servers and options, merged into one pair of descriptions.
#[derive(Clone, Debug)]
pub struct Group {
    pub rows: Vec<Row>,
    pub old: Side,
    pub new: Side,
}

impl Group {
    /// The description of a side.
    #[must_use]
    pub fn side(&self, version: Version) -> &Side {
        match version {
            Version::Old => &self.old,
            Version::New => &self.new,
        }
    }

    fn fits(&self, row: &Row) -> bool {
        let same = |a: &Side, b: &Side| {
            let mut keys = ["openapi", "servers"].iter();
            a.options == b.options && keys.all(|key| a.tree.get(key) == b.tree.get(key))
        };
        same(&self.old, &row.old) && same(&self.new, &row.new)
    }
}

/// Merges the rows that can be merged.
///
/// # Errors
/// When two rows have a name in common.
pub fn groups(rows: &[Row]) -> Result<Vec<Group>, String> {
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|group| group.fits(row)) {
            Some(group) => {
                add(&mut group.old.tree, &row.old.tree).map_err(|name| format!("{}: {name}", row.name))?;
                add(&mut group.new.tree, &row.new.tree).map_err(|name| format!("{}: {name}", row.name))?;
                group.rows.push(row.clone());
            }
            None => groups.push(Group {
                rows: vec![row.clone()],
                old: row.old.clone(),
                new: row.new.clone(),
            }),
        }
    }
    Ok(groups)
}

/// Adds the sections of a description to those of another.
fn add(to: &mut Node, from: &Node) -> Result<(), String> {
    let (Node::Object(to), Node::Object(from)) = (to, from) else {
        return Err("not an object".to_owned());
    };
    for (section, members) in from {
        if !SECTIONS.contains(&section.as_str()) {
            continue;
        }
        let depth = if section == "components" { 2 } else { 1 };
        to.insert_missing(section, || Node::Object(Default::default()));
        if let Some(into) = to.get_mut(section) {
            join(into, members, depth)?;
        }
    }
    Ok(())
}

/// Adds the members of an object down to `depth` levels. The members at the last level must be new.
fn join(to: &mut Node, from: &Node, depth: usize) -> Result<(), String> {
    let (Node::Object(to), Node::Object(from)) = (to, from) else {
        return Err("not an object".to_owned());
    };
    for (name, member) in from {
        match to.get_mut(name) {
            Some(present) if depth > 1 => join(present, member, depth - 1)?,
            Some(_) => return Err(format!("{name} is in two rows")),
            None => drop(to.insert(name.clone(), member.clone())),
        }
    }
    Ok(())
}
