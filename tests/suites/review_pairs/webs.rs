//! Types that all refer to each other.

use std::fmt::Write as _;

use generator::review;
use generator::review::Rule;

use super::{changes, explained, input};

const TYPES: usize = 24;

/// A description with types that have one property for each of the types.
fn web(more: &str) -> String {
    let mut text = "openapi: 3.0.4\ninfo: {title: Web, version: '1'}\npaths:\n  /a: {get: {operationId: a, responses: \
                    {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/T0'}}}}}}}\n\
                    components:\n  schemas:\n"
        .to_owned();
    for one in 0..TYPES {
        let _ = writeln!(text, "    T{one}:\n      type: object\n      properties:");
        for other in 0..TYPES {
            let _ = writeln!(
                text,
                "        p{other}: {{$ref: '#/components/schemas/T{other}'}}"
            );
        }
        if one == 7 {
            text.push_str(more);
        }
    }
    text
}

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
