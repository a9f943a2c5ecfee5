//! The one place where Rust names are made: from wire names, in scoped tables, pinned by the lock.
//! Knows nothing of schemas; whoever lowers says which names a thing would like, best first.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::lock::Lock;
use crate::source::{Pointer, bundle};

/// A valid Rust identifier, raw (`r#type`) where it is a keyword. Only this module makes one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// The identifier as it stands in source text, `r#` included.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name on the wire and its name in Rust, which travel together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The name as the description spells it, byte for byte.
    pub wire: String,
    /// The identifier that stands for it.
    pub rust: Ident,
}

/// What an identifier is for, which decides its case and what it must not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A struct, enum or alias: `UpperCamelCase`, never a name of the prelude.
    Type,
    /// An enum variant: `UpperCamelCase`.
    Variant,
    /// A field, parameter, method or module: `snake_case`.
    Value,
    /// A constant: `SHOUTY_SNAKE_CASE`.
    Const,
}

/// The names taken in one scope (a module, a struct, an enum), each with what took it.
#[derive(Clone, Debug)]
pub struct Scope {
    kind: Kind,
    taken: BTreeMap<String, Option<Pointer>>,
    /// Names that the lock keeps for their owners, who may come later.
    pinned: BTreeSet<String>,
}

impl Scope {
    /// An empty scope for names of one kind.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            taken: BTreeMap::new(),
            pinned: BTreeSet::new(),
        }
    }

    /// Keeps a name for whoever takes it with [`Self::take_pinned`].
    fn pin(&mut self, name: &str) {
        self.pinned.insert(name.to_owned());
    }

    fn is_free(&self, name: &str) -> bool {
        !self.taken.contains_key(name) && !self.pinned.contains(name)
    }

    /// Takes a name that emitted code uses for itself, so that nothing else gets it.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned(), None);
    }

    /// Takes a name that emitted code uses for itself and returns it.
    pub fn take_reserved(&mut self, name: &str) -> Ident {
        self.reserve(name);
        Ident(name.to_owned())
    }

    /// Takes the first of `candidates` that is free, or the first one with the smallest free number behind it. The
    /// number starts at 2, as a person would count: `Asc`, `Asc2`.
    pub fn take(&mut self, candidates: &[&str], at: &Pointer) -> Taken {
        let mut first = None;
        for candidate in candidates {
            let ident = ident(self.kind, candidate);
            if self.is_free(&ident.0) {
                self.taken.insert(ident.0.clone(), Some(at.clone()));
                return Taken {
                    ident,
                    instead_of: first,
                };
            }
            let holder = self.taken.get(&ident.0).cloned().flatten();
            first = first.or(Some(Collision {
                wanted: ident,
                holder,
            }));
        }
        let base = first
            .as_ref()
            .map_or_else(|| ident(self.kind, ""), |collision| collision.wanted.clone());
        let ident = self.numbered(&base);
        self.taken.insert(ident.0.clone(), Some(at.clone()));
        Taken {
            ident,
            instead_of: first,
        }
    }

    /// Takes exactly this name, which the lock has pinned; `None` where it isn't free or isn't valid.
    pub fn take_pinned(&mut self, pinned: &str, at: &Pointer) -> Option<Ident> {
        let valid = is_identifier(pinned) && !self.taken.contains_key(pinned);
        valid.then(|| {
            self.taken.insert(pinned.to_owned(), Some(at.clone()));
            Ident(pinned.to_owned())
        })
    }

    fn numbered(&self, base: &Ident) -> Ident {
        let stem = base.0.strip_prefix("r#").unwrap_or(&base.0);
        let stem = stem.strip_suffix('_').unwrap_or(stem);
        let mut number: u64 = 2;
        loop {
            let candidate = format!("{stem}{number}");
            if self.is_free(&candidate) {
                return Ident(candidate);
            }
            number = number.saturating_add(1);
        }
    }
}

/// What [`Scope::take`] gave.
#[derive(Debug)]
pub struct Taken {
    /// The identifier.
    pub ident: Ident,
    /// The better name that something else had.
    pub instead_of: Option<Collision>,
}

/// A name that was wanted twice.
#[derive(Debug)]
pub struct Collision {
    /// The identifier that was wanted.
    pub wanted: Ident,
    /// Who has it; `None` where the emitted code itself does.
    pub holder: Option<Pointer>,
}

/// Names of public items by pointer: pinned by the lock first, so that what is added never renames what was there.
#[derive(Debug)]
pub struct Names<'l> {
    lock: &'l Lock,
    types: Scope,
    operations: Scope,
    /// What this run gave, to become the next lock.
    given: BTreeMap<String, String>,
}

/// A module of the generated crate whose items are named here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Module {
    /// What schemas become.
    Types,
    /// What operations and tags become.
    Operations,
}

impl Module {
    fn key(self) -> &'static str {
        match self {
            Self::Types => "type",
            Self::Operations => "operation-type",
        }
    }
}

/// What the lock calls a type that is only sent, whose schema has another type for what comes back.
const REQUEST_TYPE: &str = "request-type";

impl<'l> Names<'l> {
    /// Starts from what the lock pins. The second and third argument are names that emitted code uses in each module.
    pub fn new(lock: &'l Lock, in_types: &[&str], in_operations: &[&str]) -> Self {
        let scope = |module: Module, reserved: &[&str]| {
            let mut scope = Scope::new(Kind::Type);
            reserved.iter().for_each(|name| scope.reserve(name));
            lock.of_kind(module.key()).for_each(|name| scope.pin(name));
            scope
        };
        let mut types = scope(Module::Types, in_types);
        lock.of_kind(REQUEST_TYPE).for_each(|name| types.pin(name));
        Self {
            lock,
            types,
            operations: scope(Module::Operations, in_operations),
            given: BTreeMap::new(),
        }
    }

    /// A scope for names that [`Self::scoped`] gives under one of these, all of which the lock keeps for their owners.
    pub fn scope(&self, kind: Kind, whats: &[&str], reserved: &[&str]) -> Scope {
        let mut scope = Scope::new(kind);
        reserved.iter().for_each(|name| scope.reserve(name));
        whats
            .iter()
            .flat_map(|what| self.lock.of_kind(what))
            .for_each(|name| scope.pin(name));
        scope
    }

    /// The name of the item of `module` at `at`.
    pub fn item(&mut self, module: Module, candidates: &[&str], at: &Pointer) -> Taken {
        let scope = match module {
            Module::Types => &mut self.types,
            Module::Operations => &mut self.operations,
        };
        pin_or_take(self.lock, &mut self.given, module.key(), scope, candidates, at)
    }

    /// The name of what is sent of the schema at `at`, where its type is only what comes back.
    pub fn request_type(&mut self, response: &Ident, at: &Pointer) -> Ident {
        let stem = response.0.trim_start_matches("r#");
        let candidates = [format!("{stem}Request"), format!("{stem}Input")];
        let candidates = candidates.each_ref().map(String::as_str);
        let scope = &mut self.types;
        pin_or_take(self.lock, &mut self.given, REQUEST_TYPE, scope, &candidates, at).ident
    }

    /// Notes that the schema at `at` uses a type that another one has named.
    pub fn share(&mut self, module: Module, at: &Pointer, name: &Ident) {
        self.given.insert(key(module.key(), at), name.0.clone());
    }

    /// A name in another scope (a method of one client), pinned likewise under `what`.
    pub fn scoped(&mut self, what: &str, scope: &mut Scope, candidates: &[&str], at: &Pointer) -> Taken {
        pin_or_take(self.lock, &mut self.given, what, scope, candidates, at)
    }

    /// Forgets the name of a type that was not kept, so that the lock holds what exists.
    pub fn forget_type(&mut self, at: &Pointer) {
        self.given.remove(&key(Module::Types.key(), at));
    }

    /// The lock for the next run.
    pub fn finish(self) -> Lock {
        Lock::from_entries(self.given)
    }
}

fn key(what: &str, at: &Pointer) -> String {
    format!("{what} {}", bundle::key(at))
}

fn pin_or_take(
    lock: &Lock,
    given: &mut BTreeMap<String, String>,
    what: &str,
    scope: &mut Scope,
    candidates: &[&str],
    at: &Pointer,
) -> Taken {
    let key = key(what, at);
    let pinned = lock.get(&key).and_then(|name| scope.take_pinned(name, at));
    let taken = match pinned {
        Some(ident) => Taken {
            ident,
            instead_of: None,
        },
        None => scope.take(candidates, at),
    };
    given.insert(key, taken.ident.0.clone());
    taken
}

/// The identifier for `wire` in the case of `kind`. Total: any text gives a valid identifier, though two texts can give
/// the same one, which [`Scope::take`] settles.
pub fn ident(kind: Kind, wire: &str) -> Ident {
    let words = spell(wire);
    let cased = match kind {
        Kind::Type | Kind::Variant => words.to_upper_camel_case(),
        Kind::Value => words.to_snake_case(),
        Kind::Const => words.to_shouty_snake_case(),
    };
    let cased: String = cased
        .chars()
        .filter(|c| *c == '_' || c.is_ascii_alphanumeric())
        .collect();
    Ident(legal(kind, cased))
}

/// The words of `wire` in `UpperCamelCase`, to build longer candidates from; empty where it has none.
pub fn camel(wire: &str) -> String {
    spell(wire)
        .to_upper_camel_case()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// The words of `wire` in `snake_case`, for a package or feature name.
pub fn snake(wire: &str) -> String {
    ident(Kind::Value, wire).0.trim_start_matches("r#").to_owned()
}

/// Symbols become words where they carry the meaning: in front (`+1`, `-1`), or where nothing else is there (`=`, `!=`).
fn spell(wire: &str) -> String {
    let has_letters = wire.chars().any(|c| c.is_ascii_alphanumeric());
    let mut words = String::with_capacity(wire.len() + 8);
    let mut leading = true;
    for c in wire.chars() {
        match symbol(c) {
            Some(word)
                if !has_letters
                    || (leading && matches!(c, '+' | '-' | '<' | '>' | '=' | '!' | '*' | '@')) =>
            {
                words.push_str(word);
                words.push(' ');
            }
            Some(_) => words.push(if c == '\'' { '_' } else { ' ' }),
            None if c.is_ascii_alphanumeric() || c == '_' => words.push(c),
            None if c.is_alphanumeric() => words.push_str(&format!(" u{:x} ", u32::from(c))),
            None => words.push(' '),
        }
        leading = leading && !c.is_ascii_alphanumeric();
    }
    words
}

fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '=' => "equal",
        '!' => "not",
        '<' => "less",
        '>' => "greater",
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '(' => "open_paren",
        ')' => "close_paren",
        '[' => "open_bracket",
        ']' => "close_bracket",
        '{' => "open_brace",
        '}' => "close_brace",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        ' ' => "space",
        _ => return None,
    })
}

/// The longest identifier: a tag's is the name of a file too, and file systems take 255 bytes.
const LONGEST: usize = 200;

fn legal(kind: Kind, mut cased: String) -> String {
    cased.truncate(LONGEST);
    let (empty, digit) = match kind {
        Kind::Type => ("Type", "T"),
        Kind::Variant => ("Empty", "V"),
        Kind::Value => ("value", "n"),
        Kind::Const => ("VALUE", "N"),
    };
    let trimmed = cased.trim_matches('_');
    let named = match trimmed.chars().next() {
        None => empty.to_owned(),
        Some(c) if c.is_ascii_digit() => format!("{digit}{trimmed}"),
        Some(_) => trimmed.to_owned(),
    };
    match named.as_str() {
        "self" | "super" | "crate" | "Self" | "_" => format!("{named}_"),
        word if is_keyword(word) => format!("r#{word}"),
        word if kind == Kind::Type && PRELUDE.contains(&word) => format!("{word}Type"),
        _ => named,
    }
}

fn is_identifier(text: &str) -> bool {
    let stem = text.strip_prefix("r#").unwrap_or(text);
    let raw = stem.len() != text.len();
    let mut chars = stem.chars();
    let head = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    head && chars.all(|c| c.is_ascii_alphanumeric() || c == '_') && raw == is_keyword(stem)
}

/// Rust's strict, reserved and edition keywords that can be raw identifiers.
/// Source: the Rust Reference, Keywords.
fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 48] = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
        "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static",
        "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where",
        "while", "yield",
    ];
    KEYWORDS.contains(&word)
}

/// Types that every Rust file has in scope, or that emitted files import: a generated type of the same name would shadow
/// them.
const PRELUDE: [&str; 22] = [
    "Box", "Clone", "Copy", "Debug", "Default", "Drop", "Eq", "Err", "From", "Into", "Iterator", "None",
    "Ok", "Option", "Ord", "Result", "Send", "Some", "String", "Sync", "ToString", "Vec",
];

#[cfg(test)]
mod tests;
