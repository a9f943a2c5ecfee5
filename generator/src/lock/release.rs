//! Forms: decisions about Rust types that the lock keeps for one release of the package. A release is all versions that are
//! compatible with each other. The forms of another release are dropped, so that its types follow the description again.

use std::sync::Arc;

use super::{Absence, Key, Lock, text};

/// The part of a version that all compatible versions share: `1` of `1.2.3`, `0.2` of `0.2.3`. Source: the Cargo Book, SemVer
/// Compatibility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Release(String);

/// The kind of the lock's line about the release.
const VERSION: &str = "version";

/// The place in that line. It is not in the description.
const PACKAGE: &str = "package";

/// The kind of the type of an operation's results.
const OUTCOME: &str = "outcome";

/// The kind of a method of an operation. Its places are the operation and, if it has one, the tag.
pub(crate) const METHOD: &str = "method";

impl Release {
    /// The release that a version belongs to.
    pub(crate) fn of(version: &str) -> Self {
        let core = version.split(['-', '+']).next().unwrap_or_default();
        let numbers: Vec<&str> = core.split('.').collect();
        let zeros = numbers.iter().take_while(|number| **number == "0").count();
        let shared: Vec<&str> = numbers.into_iter().take(zeros.saturating_add(1)).collect();
        Self(shared.join("."))
    }

    /// Reads the entry of the release. `None` if the entry is a name.
    pub(super) fn read(key: &Key, name: &str) -> Option<Self> {
        (*key == Self::key()).then(|| Self(name.to_owned()))
    }

    /// Its line, without the end.
    pub(super) fn line(&self) -> String {
        text::line(&Self::key(), &self.0)
    }

    fn key() -> Key {
        Key::new(VERSION, [PACKAGE])
    }
}

impl Lock {
    /// A lock without names that keeps the forms of the same release.
    pub(crate) fn of_same_release(&self) -> Self {
        Self {
            release: self.release.clone(),
            ..Self::default()
        }
    }

    /// The lock for a version of the package. Forms of another release are dropped.
    #[must_use]
    pub(crate) fn for_version(mut self, version: &str) -> Self {
        let release = Release::of(version);
        if self.release.as_ref() != Some(&release) {
            self.entries
                .retain(|key, _| ![OUTCOME, METHOD].contains(&key.kind()));
            let members = self.items.values_mut().map(Arc::make_mut);
            let pins = members.flat_map(|members| members.values_mut());
            pins.for_each(|pin| pin.absence = None);
        }
        self.release = Some(release);
        self
    }

    /// The type that the results at `place` have.
    pub(crate) fn outcome(&self, place: &str) -> Option<&str> {
        self.get(&Key::new(OUTCOME, [place]))
    }

    /// The methods of the operation at `place`: the place of the tag of each, and its name.
    pub(crate) fn methods(&self, place: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
        let from = Key::new(METHOD, [place]);
        let methods = self.entries.range(from.clone()..).take_while(move |(key, _)| {
            key.kind() == METHOD && key.places().first() == from.places().first()
        });
        methods.map(|(key, name)| (key.places().get(1).map(|place| &**place), &**name))
    }

    /// Keeps a method of the operation at `place`, below the tag at `tag`.
    pub(crate) fn keep_method(&mut self, place: &str, tag: Option<&str>, name: &str) {
        let places = std::iter::once(place).chain(tag);
        self.pin(Key::new(METHOD, places), name.into());
    }

    /// How a member of an item can be left out.
    pub(crate) fn absence(&self, item: &Key, member: &str) -> Option<Absence> {
        self.members(item)?.get(member)?.absence
    }

    /// Keeps how a pinned member of an item can be left out. Of several values, what they share is kept.
    pub(crate) fn keep_absence(&mut self, item: &Key, member: &str, absence: Absence) {
        let pin = self
            .items
            .get_mut(item)
            .and_then(|members| Arc::make_mut(members).get_mut(member));
        if let Some(pin) = pin {
            pin.absence = Some(pin.absence.map_or(absence, |other| other.and(absence)));
        }
    }

    /// Keeps the type of the results at `place`.
    pub(crate) fn keep_outcome(&mut self, place: &str, ty: String) {
        self.pin(Key::new(OUTCOME, [place]), ty.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_has_all_compatible_versions() {
        for (version, release) in [
            ("1.2.3", "1"),
            ("2.0.0-rc.1", "2"),
            ("0.1.9", "0.1"),
            ("0.0.3+b", "0.0.3"),
            ("0.0.0", "0.0.0"),
            ("next", "next"),
        ] {
            assert_eq!(Release::of(version), Release(release.to_owned()), "{version}");
        }
    }

    #[test]
    fn forms_are_kept_for_one_release() {
        let mut lock = Lock::from_entries([(Key::new("type", ["/a"]), "A".to_owned())]).for_version("0.1.0");
        lock.keep_outcome("/b", "Vec<types::A>".to_owned());
        lock.keep_method("/b", None, "b");
        lock.keep_method("/b", Some("/t"), "c");
        lock.keep_method("/bb", None, "bb");
        let lock = Lock::parse(&lock.render("x.yaml"));
        let lock = lock.expect("its own text");
        let kept = lock.clone().for_version("0.1.9");
        assert_eq!(kept, lock);
        assert_eq!(kept.outcome("/b"), Some("Vec<types::A>"));
        assert_eq!(
            kept.methods("/b").collect::<Vec<_>>(),
            [(None, "b"), (Some("/t"), "c")]
        );
        let dropped = lock.for_version("0.2.0");
        assert_eq!(dropped.outcome("/b"), None);
        assert_eq!(dropped.methods("/b").next(), None);
        assert_eq!(dropped.get(&Key::new("type", ["/a"])), Some("A"));
    }

    #[test]
    fn forms_without_a_release_are_dropped() {
        let lock = Lock::parse("A = outcome /b\n").expect("a lock");
        assert_eq!(lock.for_version("1.0.0").outcome("/b"), None);
    }
}
