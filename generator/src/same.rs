//! Whether both sides of a comparison are the same, as for the clients that a pull request does not change. Such a description is
//! read once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostics::Allow;
use crate::references::Unread;
use crate::{Input, Options, Overlay, Overrides};

/// The referenced files that were requested, by their paths.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requested(Arc<Mutex<BTreeMap<String, Result<String, Unread>>>>);

impl Requested {
    /// The same input, whose requests are recorded here.
    pub(crate) fn record(&self, input: &Input) -> Input {
        let requested = self.clone();
        let references = input.options.references.clone();
        Input {
            options: Options {
                references: references.watched(move |path, text| requested.insert(path, text)),
                ..input.options.clone()
            },
            ..input.clone()
        }
    }

    fn insert(&self, path: &str, text: Result<&str, &Unread>) {
        let text = text.map(str::to_owned).map_err(Unread::clone);
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), text);
    }

    /// Whether the files of another input have the same texts.
    pub(crate) fn are_those_of(&self, other: &Input) -> bool {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let references = &other.options.references;
        files.iter().all(|(path, text)| references.read(path) == *text)
    }
}

/// Whether two inputs give the same client and the same diagnostics, provided that the files that they refer to are the same.
/// Only the places of the options may differ. A side without a lock starts from the lock of the other one.
pub(crate) fn is_same(old: &Input, new: &Input) -> bool {
    let is_text_same = old.name == new.name && old.text == new.text;
    let is_lock_same = new.lock.is_none() || new.lock == old.lock;
    is_text_same && is_lock_same && are_options_same(&old.options, &new.options)
}

fn are_options_same(old: &Options, new: &Options) -> bool {
    let Options {
        package,
        version,
        allow,
        deny,
        only,
        mode,
        references,
        overlays,
        overrides,
        features,
        runtime,
        manifest,
        is_included,
        module,
        surface,
        config: _,
        lock_name: _,
    } = old;
    *package == new.package
        && *version == new.version
        && allow.iter().map(accepted).eq(new.allow.iter().map(accepted))
        && *deny == new.deny
        && *only == new.only
        && *mode == new.mode
        && references.is_named_like(&new.references)
        && overlays.iter().map(text).eq(new.overlays.iter().map(text))
        && are_overrides_same(overrides, &new.overrides)
        && *features == new.features
        && *runtime == new.runtime
        && *manifest == new.manifest
        && *is_included == new.is_included
        && *module == new.module
        && *surface == new.surface
}

fn accepted(allow: &Allow) -> impl PartialEq {
    (allow.code, allow.places.clone())
}

fn text(overlay: &Overlay) -> &str {
    &overlay.text
}

fn are_overrides_same(old: &Overrides, new: &Overrides) -> bool {
    let Overrides {
        names,
        idempotency_key,
        signature,
        formats,
        libraries,
        types,
        rust_types,
        dependencies,
        derives,
        type_derives,
        attributes,
        pagination,
        entries: _,
    } = old;
    *names == new.names
        && *idempotency_key == new.idempotency_key
        && *signature == new.signature
        && *formats == new.formats
        && *libraries == new.libraries
        && *types == new.types
        && *rust_types == new.rust_types
        && *dependencies == new.dependencies
        && *derives == new.derives
        && *type_derives == new.type_derives
        && *attributes == new.attributes
        && *pagination == new.pagination
}

#[cfg(test)]
mod tests {
    use crate::comparison::sides;
    use crate::references::References;
    use crate::{Comparison, Input, Options, Overlay, review};

    const PETS: &str = r##"
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: The pets.
          content: {application/json: {schema: {$ref: 'pet.yaml'}}}
"##;

    fn input(pet: &'static str) -> Input {
        Input {
            name: "pets.yaml".to_owned(),
            text: PETS.to_owned(),
            lock: None,
            options: Options {
                package: "pets".to_owned(),
                references: References::new(move |_| Ok(pet.to_owned())),
                ..Options::default()
            },
        }
    }

    /// The number of changes.
    fn changes(old: &Input, new: &Input) -> usize {
        review(old, new).review.expect("both are read").changes.len()
    }

    fn is_read_once(old: &Input, new: &Input) -> bool {
        let (_, new) = sides(old, new, &mut Comparison::default()).expect("both are read");
        new.is_none()
    }

    #[test]
    fn a_file_that_both_sides_refer_to_is_part_of_them() {
        let (string, number) = ("{type: string, title: Pet}", "{type: integer, title: Pet}");
        assert!(super::is_same(&input(string), &input(number)));
        assert_eq!(changes(&input(string), &input(string)), 0);
        assert!(is_read_once(&input(string), &input(string)));
        assert!(!is_read_once(&input(string), &input(number)));
        assert!(changes(&input(string), &input(number)) > 0);
        // With an error, each side has its own diagnostics.
        let invalid = review(&input("["), &input("["));
        assert!(invalid.old.has_errors() && invalid.new.has_errors());
        let review = review(&input(string), &input("["));
        assert!(review.review.is_none() && !review.only_new.is_empty());
    }

    #[test]
    fn an_overlay_or_an_option_is_part_of_a_side() {
        let side = input("{type: string, title: Pet}");
        let overlaid = |text: &str| {
            let mut side = side.clone();
            side.options.overlays.push(Overlay {
                name: "a.yaml".to_owned(),
                text: text.to_owned(),
            });
            side
        };
        let overlay =
            "{overlay: 1.0.0, info: {title: a, version: '1'}, actions: [{target: $.paths, update: {}}]}";
        let removing = "{overlay: 1.0.0, info: {title: a, version: '1'}, actions: [{target: '$.paths[*]', remove: true}]}";
        assert!(super::is_same(&overlaid(overlay), &overlaid(overlay)));
        assert!(!super::is_same(&overlaid(overlay), &overlaid(removing)));
        assert!(changes(&overlaid(overlay), &overlaid(removing)) > 0);
        let mut types = side.clone();
        types.options.mode = crate::Mode::Types;
        assert!(!super::is_same(&side, &types));
        assert!(changes(&side, &types) > 0);
    }
}
