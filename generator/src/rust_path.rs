//! Paths to types and values of the user, as plain data: `format` parses a path once, and `emit` prints it.

use std::fmt::{self, Debug, Display, Formatter, Write as _};

/// A path to a type (`my_types::Money<u8>`), a constant (`my_types::ZERO`) or a function (`my_types::zero()`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustPath {
    /// At least one, without `::` before the first.
    pub segments: Vec<Segment>,
    pub kind: PathKind,
}

/// What a path leads to. Generic arguments of a value are written after `::`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathKind {
    Type,
    Constant,
    /// A function, which is called without arguments.
    Function,
}

/// A name in a path, with its generic arguments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Segment {
    /// An identifier, which may be raw: `r#type`.
    pub name: String,
    pub arguments: Vec<Argument>,
}

/// A generic argument, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Argument {
    Path(RustPath),
    Tuple(Vec<Argument>),
    Array(Box<Argument>, u128),
    /// `'static`
    Static,
    Bool(bool),
    Integer(u128),
    Char(char),
}

impl RustPath {
    /// The names of the segments.
    pub(crate) fn names(&self) -> Vec<&str> {
        let names = self.segments.iter().map(|segment| segment.name.as_str());
        names.collect()
    }

    /// Whether a segment has generic arguments.
    pub(crate) fn is_generic(&self) -> bool {
        self.segments.iter().any(|segment| !segment.arguments.is_empty())
    }

    /// The crates (or `crate`, `format`) with which this path and those in its arguments begin. A path with one segment names
    /// a type that is always in scope.
    pub(crate) fn roots(&self) -> Vec<&str> {
        let mut roots = Vec::new();
        self.add_roots(&mut roots);
        roots
    }

    fn add_roots<'p>(&'p self, roots: &mut Vec<&'p str>) {
        if let [first, _, ..] = self.segments.as_slice() {
            roots.push(&first.name);
        }
        for argument in self.segments.iter().flat_map(|segment| &segment.arguments) {
            argument.add_roots(roots);
        }
    }
}

impl Argument {
    fn add_roots<'p>(&'p self, roots: &mut Vec<&'p str>) {
        match self {
            Self::Path(path) => path.add_roots(roots),
            Self::Tuple(items) => items.iter().for_each(|item| item.add_roots(roots)),
            Self::Array(item, _) => item.add_roots(roots),
            Self::Static | Self::Bool(_) | Self::Integer(_) | Self::Char(_) => {}
        }
    }
}

impl Display for RustPath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, Segment { name, arguments }) in self.segments.iter().enumerate() {
            if index > 0 {
                f.write_str("::")?;
            }
            f.write_str(name)?;
            if !arguments.is_empty() {
                f.write_str(match self.kind {
                    PathKind::Type => "<",
                    PathKind::Constant | PathKind::Function => "::<",
                })?;
                separated(arguments, f)?;
                f.write_char('>')?;
            }
        }
        match self.kind {
            PathKind::Type | PathKind::Constant => Ok(()),
            PathKind::Function => f.write_str("()"),
        }
    }
}

impl Display for Argument {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => Display::fmt(path, f),
            Self::Tuple(items) => {
                f.write_char('(')?;
                separated(items, f)?;
                f.write_str(if items.len() == 1 { ",)" } else { ")" })
            }
            Self::Array(item, length) => write!(f, "[{item}; {length}]"),
            Self::Static => f.write_str("'static"),
            Self::Bool(value) => Display::fmt(value, f),
            Self::Integer(value) => Display::fmt(value, f),
            Self::Char(value) => Debug::fmt(value, f),
        }
    }
}

fn separated(arguments: &[Argument], f: &mut Formatter<'_>) -> fmt::Result {
    for (index, argument) in arguments.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        Display::fmt(argument, f)?;
    }
    Ok(())
}

/// The text of the path, in quotes.
impl Debug for RustPath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.to_string(), f)
    }
}
