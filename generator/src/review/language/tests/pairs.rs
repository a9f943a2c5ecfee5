//! The pairs of descriptions that are collected for reviews.

use std::fs;

use super::values;
use crate::ir::Api;
use crate::review::language::Relation::{self, Equal, Incomparable, Narrower, Wider};
use crate::review::language::compare;

#[test]
fn collected_pairs_have_their_relation() {
    let rows: [(&str, Relation, Option<&str>, Option<&str>); 11] = [
        ("cases/pattern-equal", Equal, None, None),
        (
            "cases/pattern-incomparable",
            Incomparable,
            Some(r#""a""#),
            Some(r#""n""#),
        ),
        ("pairs/Q14", Narrower, Some(r#""""#), None),
        ("pairs/Q14b", Narrower, Some(r#""0""#), None),
        ("pairs/Q14c", Narrower, Some("11"), None),
        ("pairs/Q14d", Narrower, Some(r#""""#), None),
        (
            "pairs/Q14e",
            Narrower,
            Some(r#""aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa""#),
            None,
        ),
        ("pairs/Q14f", Narrower, Some("a list of 2 items"), None),
        ("pairs/Q15", Wider, None, Some(r#""0""#)),
        ("pairs/Q15b", Wider, None, Some(r#""""#)),
        ("pairs/Q15c", Wider, None, Some(r#""""#)),
    ];
    for (folder, relation, only_old, only_new) in rows {
        let Some(path) = crate::skip::shared(&format!("review/{folder}")).unwrap() else {
            return;
        };
        let api = |name: &str| -> Api {
            let text = fs::read_to_string(path.join(name)).unwrap();
            crate::internals::api(name, &text).unwrap()
        };
        let (old, new) = (api("old.yaml"), api("new.yaml"));
        let found = compare(values(&old), values(&new));
        let examples = (found.only_old.as_deref(), found.only_new.as_deref());
        assert_eq!(
            (found.relation, examples),
            (relation, (only_old, only_new)),
            "{folder}"
        );
    }
}
