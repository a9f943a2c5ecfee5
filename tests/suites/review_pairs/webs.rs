//! Types that all refer to each other.

use generator::review;
use generator::review::Rule;
use tests::review::web;

use super::{changes, explained, input};

#[test]
fn a_property_in_a_web_of_types_is_one_change() {
    let (old, new) = (web(""), web("        more: {type: string}\n"));
    let review = review(&input("old", old), &input("new", new))
        .review
        .expect("a review");
    explained(&review, "web");
    match changes(&review).as_slice() {
        [change] => {
            assert_eq!(
                (change.rule, change.subject.as_str()),
                (Rule::PropertyAdded, "T7.more")
            );
            assert_eq!(change.uses.len(), 1);
        }
        others => panic!("{} changes", others.len()),
    }
}
