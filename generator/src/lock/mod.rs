//! The lock: the Rust name of each part of a description. The file lies beside the description and is committed with the
//! output, so that additions to the description, and changes of its order, rename nothing and swap no arguments.
//!
//! It has two parts. The first has one line for each public item, sorted: `name = kind place`. The second has the members of
//! the items: fields, variants, arguments and so on. An item has the line `fields of /components/schemas/Pet`, which is
//! followed by one line for each member:
//!
//! ```text
//! fields of /components/schemas/Pet
//!   0 id = "id"
//!   2 device_id = "deviceId"
//!   1 extra = extra
//! ```
//!
//! Every member has a line from the first run on, even if its name follows from its wire name: only a name that the lock lists
//! can be kept from new members. The order of the lines is the order of the members, and so of the arguments. A new member is
//! inserted after the member that precedes it in the description. The number is the order in which the members are read, and
//! new members are read last: of several equal types, the first one that is read determines the name. Keys in quotes are names
//! on the wire. Keys without quotes are members that the generator adds. `-` in place of a name means that the user chose the
//! name in generator.toml.
//!
//! A release of the package also keeps forms of types, and the line `0.1 = version package` says which release: the type of an
//! operation's results, in a line `Pet = outcome /paths/~1pets/get/responses/output`, the methods of an operation below its tags,
//! in lines `list = method /paths/~1pets/get & /tags/pets`, and how a member can be left out: `?` behind the name of a field that
//! can be absent (`tag? = "tag"`), or of a parameter that is not an argument, and `|null` behind the name of a field that can be
//! `null`. A new release drops these, and its items follow the description again.
//!
//! Two branches that each add a member change different lines, which merge whenever the changes of the description merge.
//! After a merge, two members may have the same number, or the same name. Then the first member keeps the name.

mod pins;
mod release;
mod text;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

pub(crate) use pins::{Absence, Pin, Place};
pub(crate) use release::{METHOD, Release};

/// The names of an earlier run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lock {
    entries: BTreeMap<Key, Arc<str>>,
    /// The members of each item, by their keys. Copies of a lock share them.
    items: BTreeMap<Key, Arc<BTreeMap<Arc<str>, Pin>>>,
    /// The release whose forms it keeps. `None` in a lock of a generator that kept no forms.
    release: Option<Release>,
}

/// Identifies the part of a description that has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    /// The kind of name, one word: `type`, `operation`.
    kind: Cow<'static, str>,
    /// The places in the description that have the name, usually one. Any text.
    places: Arc<[Arc<str>]>,
    /// The number among several names of the same places, counted from 1.
    number: usize,
}

impl Key {
    /// The key of the first name of a kind for these places. `kind` is a word without blanks.
    pub(crate) fn new(
        kind: impl Into<Cow<'static, str>>,
        places: impl IntoIterator<Item = impl Into<Arc<str>>>,
    ) -> Self {
        Self {
            kind: kind.into(),
            places: places.into_iter().map(Into::into).collect(),
            number: 1,
        }
    }

    /// The key of the next name of the same kind for the same places.
    #[must_use]
    pub(crate) fn next(&self) -> Self {
        Self {
            number: self.number.saturating_add(1),
            ..self.clone()
        }
    }

    /// The key of another kind of name for the same places.
    #[must_use]
    pub(crate) fn of_kind(&self, kind: String) -> Self {
        Self {
            kind: kind.into(),
            ..self.clone()
        }
    }

    /// The kind of name.
    pub(crate) fn kind(&self) -> &str {
        &self.kind
    }

    /// The places that have the name.
    pub(crate) fn places(&self) -> &[Arc<str>] {
        &self.places
    }

    /// Whether there is an earlier name for the same places.
    pub(crate) fn is_repeated(&self) -> bool {
        self.number > 1
    }

    /// The same key with each place changed by `change`; `None` if no place changes.
    fn moved(&self, change: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let changed: Vec<_> = self.places.iter().map(|place| change(place)).collect();
        if changed.iter().all(Option::is_none) {
            return None;
        }
        let places = self.places.iter().zip(changed);
        Some(Self {
            places: places
                .map(|(place, new)| new.map_or_else(|| Arc::clone(place), Arc::from))
                .collect(),
            ..self.clone()
        })
    }
}

impl Lock {
    /// Parses the text of a lock. `#` starts a comment.
    ///
    /// # Errors
    /// The number of the first invalid line, counted from 1.
    pub(crate) fn parse(text: &str) -> Result<Self, usize> {
        let mut lock = Self::default();
        let mut item = None;
        for (number, line) in text.lines().enumerate() {
            if !line.starts_with('#') && !line.trim().is_empty() {
                let read = lock.read(line, &mut item);
                read.ok_or(number.saturating_add(1))?;
            }
        }
        Ok(lock)
    }

    /// Reads a line. If it is a member, it belongs to `item`.
    fn read(&mut self, line: &str, item: &mut Option<Key>) -> Option<()> {
        match pins::parse(line) {
            Some(pins::Line::Item(of)) => *item = Some(of),
            Some(pins::Line::Member(key, pinned)) => {
                let members = self.members_mut(item.as_ref()?);
                let place = Place::of_line(members.len().saturating_add(1));
                members.entry(key.into()).or_insert(pinned.at(place));
            }
            None => {
                let (key, name) = text::entry(line)?;
                match Release::read(&key, &name) {
                    Some(release) => self.release = Some(release),
                    None => self.pin(key, name.into()),
                }
                *item = None;
            }
        }
        Some(())
    }

    /// A lock that pins these names.
    #[cfg(test)]
    pub(crate) fn from_entries(entries: impl IntoIterator<Item = (Key, String)>) -> Self {
        let entries = entries.into_iter();
        Self {
            entries: entries.map(|(key, name)| (key, name.into())).collect(),
            ..Self::default()
        }
    }

    /// Pins a name.
    pub(crate) fn pin(&mut self, key: Key, name: Arc<str>) {
        self.entries.insert(key, name);
    }

    /// Pins members of an item.
    pub(crate) fn pin_members(&mut self, item: &Key, members: impl IntoIterator<Item = (Arc<str>, Pin)>) {
        self.members_mut(item).extend(members);
    }

    /// Pins a member of an item.
    #[cfg(test)]
    pub(crate) fn pin_member(&mut self, item: &Key, member: &str, pin: Pin) {
        self.pin_members(item, [(member.into(), pin)]);
    }

    fn members_mut(&mut self, item: &Key) -> &mut BTreeMap<Arc<str>, Pin> {
        Arc::make_mut(self.items.entry(item.clone()).or_default())
    }

    /// The members of an item, by their keys.
    pub(crate) fn members(&self, item: &Key) -> Option<&BTreeMap<Arc<str>, Pin>> {
        self.items.get(item).map(|members| &**members)
    }

    /// The pinned name for a key.
    pub(crate) fn get(&self, key: &Key) -> Option<&str> {
        self.entries.get(key).map(|name| &**name)
    }

    /// All keys with their names, sorted by key.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.entries.iter().map(|(key, name)| (key, &**name))
    }

    /// Every item whose members have names, by key.
    pub(crate) fn items(&self) -> impl Iterator<Item = (&Key, &BTreeMap<Arc<str>, Pin>)> {
        self.items.iter().map(|(key, members)| (key, &**members))
    }

    /// The lock without the names of parts that no longer exist, which become free again. Members are kept, since their names
    /// only affect other members of the same item.
    #[must_use]
    pub(crate) fn retained(&self, exists: impl Fn(&Key) -> bool) -> Self {
        let mut retained = self.clone();
        retained.retain(|key, _| exists(key));
        retained
    }

    /// Keeps only these names.
    pub(crate) fn retain(&mut self, is_kept: impl Fn(&Key, &str) -> bool) {
        self.entries.retain(|key, name| is_kept(key, name));
    }

    /// The lock with each place changed by `change`, which returns `None` for a place that stays. If two entries get the same
    /// place, the one that was there before is kept.
    #[must_use]
    pub(crate) fn moved(self, change: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            entries: moved(self.entries, &change),
            items: moved(self.items, &change),
            ..self
        }
    }

    /// The pinned names of one kind.
    pub(crate) fn of_kind<'l>(&'l self, kind: &'l str) -> impl Iterator<Item = &'l str> {
        self.entries()
            .filter(move |(key, _)| key.kind == kind)
            .map(|(_, name)| name)
    }

    /// The text of the lock: items sorted by key, then their members. [`Self::parse`] accepts every text that this returns.
    pub(crate) fn render(&self, spec: &str) -> String {
        let mut text = format!(
            "# Rust names given to {}, by JSON pointer. Written by the generator ({}); commit it with the output.\n\
             # `outcome`, `method`, `?` and `|null` keep forms of items until `version` changes to an incompatible one.\n",
            text::escaped(spec, &[]),
            env!("CARGO_PKG_VERSION"),
        );
        if let Some(release) = &self.release {
            let _ = writeln!(text, "{}", release.line());
        }
        for (key, name) in &self.entries {
            let _ = writeln!(text, "{}", text::line(key, name));
        }
        pins::render(self, &mut text);
        text
    }
}

fn moved<T>(entries: BTreeMap<Key, T>, change: impl Fn(&str) -> Option<String>) -> BTreeMap<Key, T> {
    let moving = entries
        .keys()
        .filter_map(|key| Some((key.clone(), key.moved(&change)?)));
    let mut moving: BTreeMap<Key, Key> = moving.collect();
    if moving.is_empty() {
        return entries;
    }
    let mut gone = Vec::new();
    let mut kept = BTreeMap::new();
    for (key, value) in entries {
        match moving.remove(&key) {
            Some(new) => gone.push((new, value)),
            None => drop(kept.insert(key, value)),
        }
    }
    // Of several entries that move to one place, the last one stays there.
    for (key, value) in gone.into_iter().rev() {
        kept.entry(key).or_insert(value);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_parsed_as_they_were_rendered() {
        let mut lock =
            Lock::from_entries([(Key::new("type", ["/components/schemas/a = b"]), "AB".to_owned())]);
        let pin = |line, name: Option<&str>| Pin {
            place: Place::of_line(line),
            read_order: 7,
            name: name.map(Arc::from),
            absence: Some(Absence {
                missing: line > 1,
                null: line > 2,
            }),
        };
        for place in [
            "/components/schemas/a = b of c",
            "x.json#/a",
            "",
            "\n",
            " # &",
            "= of \\",
        ] {
            let item = Key::new("fields", [place, "/b"]);
            lock.pin_member(&item, "\"a = b of c\"", pin(3, Some("r#type")));
            lock.pin_member(&item, "\"\"", pin(1, Some("Empty")));
            lock.pin_member(&item, "extra", pin(2, None));
        }
        assert_eq!(Lock::parse(&lock.render("x.yaml")), Ok(lock));
    }

    #[test]
    fn the_number_of_an_invalid_line_is_returned() {
        for text in [
            "nonsense",
            "  0 a = \"a\"",
            "fields of /a\nx = type /y\n  0 a = b",
            "fields of /a\n  a = b",
            "fields of /a\n  0 a b",
            "fields of /a\n  -1 a = b",
        ] {
            let last = text.lines().count();
            assert_eq!(Lock::parse(&format!("{text}\n")), Err(last), "{text}");
        }
    }
}
