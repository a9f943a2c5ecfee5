//! Types that all refer to each other.

use std::fmt::Write as _;

/// How many types there are.
const TYPES: usize = 24;

/// A description of types of which each has a property of each type. `more` are lines among the properties of one of them.
#[must_use]
pub fn web(more: &str) -> String {
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
