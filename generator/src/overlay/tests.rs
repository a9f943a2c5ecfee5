use super::{Overlay, apply};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, parse};
use crate::{Input, Options, coverage, generate};

fn overlay(actions: &str) -> Overlay {
    Overlay {
        name: "fix.yaml".to_owned(),
        text: format!("overlay: 1.0.0\ninfo: {{title: Fix, version: '1'}}\nactions:\n{actions}"),
    }
}

/// The tree after the overlay, and code and place of the diagnostics.
fn applied(tree: &str, overlay: Overlay) -> (Node, Vec<(Code, String)>) {
    let mut diagnostics = Diagnostics::new();
    let tree = parse("api.yaml", tree, &mut diagnostics).expect("a tree");
    let tree = apply(&[overlay], "api.yaml", tree, &mut diagnostics);
    let found = diagnostics
        .iter()
        .map(|found| (found.code, format!("{:?}", found.at)));
    (tree, found.collect())
}

fn becomes(before: &str, actions: &str, after: &str) {
    let (tree, found) = applied(before, overlay(actions));
    let after = parse("x.yaml", after, &mut Diagnostics::new()).expect("a tree");
    assert_eq!((tree, found), (after, vec![]), "{actions}");
}

#[test]
fn objects_are_merged_lists_appended_and_the_rest_replaced() {
    let before = "{info: {title: a, x: {y: 1}}, tags: [{name: p}], n: 1}";
    for (action, after) in [
        (
            "{target: $, update: {info: {title: b, x: {z: 2}}, tags: [{name: q}], new: [1]}}",
            "{info: {title: b, x: {y: 1, z: 2}}, tags: [{name: p}, {name: q}], n: 1, new: [1]}",
        ),
        (
            "{target: $.tags, update: {name: q}}",
            "{info: {title: a, x: {y: 1}}, tags: [{name: p}, {name: q}], n: 1}",
        ),
        (
            "{target: '$.tags[?@.name==\"p\"]', update: {d: e}}",
            "{info: {title: a, x: {y: 1}}, tags: [{name: p, d: e}], n: 1}",
        ),
        (
            "{target: $.n, update: 2}",
            "{info: {title: a, x: {y: 1}}, tags: [{name: p}], n: 2}",
        ),
        (
            "{target: $.info.x, remove: true, update: {z: 1}}",
            "{info: {title: a}, tags: [{name: p}], n: 1}",
        ),
    ] {
        becomes(before, &format!("  - {action}\n"), after);
    }
}

fn of_1_1(actions: &str) -> Overlay {
    let overlay = overlay(actions);
    Overlay {
        text: overlay.text.replace("1.0.0", "1.1.0"),
        ..overlay
    }
}

fn becomes_in_1_1(before: &str, actions: &str, after: &str) {
    let (tree, found) = applied(before, of_1_1(actions));
    let after = parse("x.yaml", after, &mut Diagnostics::new()).expect("a tree");
    assert_eq!((tree, found), (after, vec![]), "{actions}");
}

#[test]
fn a_list_is_appended_as_one_item_in_1_0_and_item_by_item_since_1_1() {
    let action = "  - {target: $.a, update: [2, 3]}\n";
    becomes("{a: [1]}", action, "{a: [1, [2, 3]]}");
    becomes_in_1_1("{a: [1]}", action, "{a: [1, 2, 3]}");
    becomes_in_1_1("{a: [1]}", "  - {target: $.a, update: 2}\n", "{a: [1, 2]}");
    becomes_in_1_1(
        "{a: 1, b: {c: x}}",
        "  - {target: '$[\"a\", \"b\"]..c', update: y}\n",
        "{a: 1, b: {c: y}}",
    );
}

#[test]
fn a_copy_is_merged_like_an_update() {
    for (action, after) in [
        (
            "{target: $.b, copy: $.a}",
            "{a: {x: {y: 1}, l: [1]}, b: {x: {z: 2, y: 1}, l: [0, 1]}, n: 1}",
        ),
        (
            "{target: $.b.l, copy: $.a.l}",
            "{a: {x: {y: 1}, l: [1]}, b: {x: {z: 2}, l: [0, 1]}, n: 1}",
        ),
        (
            "{target: $.b.l, copy: $.n}",
            "{a: {x: {y: 1}, l: [1]}, b: {x: {z: 2}, l: [0, 1]}, n: 1}",
        ),
        (
            "{target: $.n, copy: $.b.x.z}",
            "{a: {x: {y: 1}, l: [1]}, b: {x: {z: 2}, l: [0]}, n: 2}",
        ),
        // A node that contains the copied one.
        (
            "{target: $.a.x, copy: $.a.x}",
            "{a: {x: {y: 1}, l: [1]}, b: {x: {z: 2}, l: [0]}, n: 1}",
        ),
        (
            "{target: $.a, copy: $.b, remove: true}",
            "{b: {x: {z: 2}, l: [0]}, n: 1}",
        ),
    ] {
        let before = "{a: {x: {y: 1}, l: [1]}, b: {x: {z: 2}, l: [0]}, n: 1}";
        becomes_in_1_1(before, &format!("  - {action}\n"), after);
    }
    // A copy under a new name: first an empty object, then the copy. Then the original is removed.
    becomes_in_1_1(
        "{paths: {/a: {get: {tags: [x]}}}}",
        "  - {target: $.paths, update: {/b: {}}}\n  - {target: '$.paths[\"/b\"]', copy: '$.paths[\"/a\"]'}\n  - {target: '$.paths[\"/a\"]', remove: true}\n",
        "{paths: {/b: {get: {tags: [x]}}}}",
    );
}

#[test]
fn errors_of_a_copy_are_located() {
    for (action, place) in [
        ("{target: $.a, copy: $.*}", "copy"),
        ("{target: $.a, copy: $.gone}", "copy"),
        ("{target: $.a, copy: a}", "copy"),
        ("{target: $.a, copy: $.n}", "copy"),
        ("{target: $.a, copy: $.b, update: {}}", "copy"),
    ] {
        let (_, found) = applied("{a: {}, b: {}, n: 1}", of_1_1(&format!("  - {action}\n")));
        let at = format!("fix.yaml#/actions/0/{place}");
        assert_eq!(found, [(Code::InvalidOverlay, at)], "{action}");
    }
    let (_, found) = applied("{a: {}, b: {}}", overlay("  - {target: $.a, copy: $.b}\n"));
    assert_eq!(
        found,
        [(Code::InvalidOverlay, "fix.yaml#/actions/0/copy".to_owned())]
    );
}

#[test]
fn actions_are_applied_in_order_to_every_selected_node() {
    becomes(
        "{a: [0, 1, 2, 3], b: {c: {d: 1}, e: {d: 2}}}",
        "  - {target: '$.a[3,1,1]', remove: true}\n  - {target: $.b.*, update: {f: 3}}\n  - {target: '$.b[?@.f==3].d', remove: true}\n",
        "{a: [0, 2], b: {c: {f: 3}, e: {f: 3}}}",
    );
    becomes("[[1, 2], [3]]", "  - {target: '$..[0]', remove: true}\n", "[[]]");
}

#[test]
fn errors_are_located_in_the_overlay_and_the_rest_is_applied() {
    let at = |pointer: &str| format!("fix.yaml#{pointer}");
    for (actions, code, place) in [
        (
            "  - {target: '$.gone', update: {}}\n",
            Code::UnmatchedTarget,
            at("/actions/0/target"),
        ),
        (
            "  - {target: 'info', update: {}}\n",
            Code::InvalidOverlay,
            at("/actions/0/target"),
        ),
        (
            "  - {target: $.info, update: 3}\n",
            Code::InvalidOverlay,
            at("/actions/0/update"),
        ),
        (
            "  - {target: $.info.title, update: {}}\n",
            Code::InvalidOverlay,
            at("/actions/0/update"),
        ),
        (
            "  - {target: $, remove: true}\n",
            Code::InvalidOverlay,
            at("/actions/0/target"),
        ),
        (
            "  - {target: $.info, updte: {}}\n",
            Code::InvalidOverlay,
            at("/actions/0/updte"),
        ),
        (
            "  - {target: $.info, remove: yes please}\n",
            Code::InvalidOverlay,
            at("/actions/0/remove"),
        ),
        ("  - {update: {}}\n", Code::InvalidOverlay, at("/actions/0")),
        ("  {}\n", Code::InvalidOverlay, at("/actions")),
        ("  []\n", Code::InvalidOverlay, at("/actions")),
    ] {
        let (_, found) = applied("{info: {title: a}}", overlay(actions));
        assert_eq!(found.first(), Some(&(code, place)), "{actions}");
    }
    let text = |text: &str| Overlay {
        name: "fix.yaml".to_owned(),
        text: text.to_owned(),
    };
    for (overlay, place) in [
        (
            "overlay: 2.0.0\ninfo: {title: a, version: b}\nactions: [{}]",
            "/overlay",
        ),
        ("[]", ""),
        ("{}", ""),
    ] {
        assert_eq!(
            applied("{}", text(overlay)).1.first(),
            Some(&(Code::InvalidOverlay, at(place)))
        );
    }
    assert_eq!(applied("{}", text("{")).1, [(Code::Syntax, at(""))]);
}

const PETS: &str = "
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
    Pet: {type: object, required: [a, b, c], properties: {a: {type: string}, d: {type: strnig}}}
    Names: {allOf: [{type: string}, {type: string}, {pattern: '('}]}
";

#[test]
fn diagnostics_point_to_the_origin_of_a_node() {
    let actions =
        "  - {target: $.components.schemas.Pet.properties, update: {b: {type: boolaen}, d: {type: integer}}}
  - {target: '$.components.schemas.Names.allOf[0]', remove: true}
  - {target: $.components.schemas, update: {More: {type: string, pattern: ')'}}}
  - {target: '$.components.schemas.Pet.required[?@ == \"c\"]', remove: true}
";
    let input = Input {
        name: "spec/api.yaml".to_owned(),
        text: PETS.to_owned(),
        lock: None,
        options: Options {
            overlays: vec![overlay(actions)],
            ..Options::default()
        },
    };
    let diagnostics = generate(&input).diagnostics;
    let found: Vec<_> = diagnostics
        .iter()
        .map(|found| (found.code, format!("{:?}", found.at)))
        .collect();
    let at = |place: &str| place.to_owned();
    assert_eq!(
        found,
        [
            (Code::WrongType, at("fix.yaml#/actions/0/update/b/type")),
            (
                Code::InvalidPattern,
                at("spec/api.yaml#/components/schemas/Names/allOf/2/pattern")
            ),
            (
                Code::InvalidPattern,
                at("fix.yaml#/actions/2/update/More/pattern")
            ),
        ]
    );
    assert!(diagnostics.sources().texts().contains_key("fix.yaml"));
    // Each is counted at its keyword.
    let lossy = coverage(&input).total().lossy;
    assert_eq!(lossy.get(&Code::InvalidPattern), Some(&2), "{lossy:?}");
}

#[test]
fn the_size_of_added_nodes_is_bounded() {
    let wide = "  - {target: '$..*', update: {a: {}, b: {}, c: {}, d: {}}}\n".repeat(20);
    let deep: String = (0..200)
        .map(|n| format!("  - {{target: '$..x{n}', update: {{x{}: {{}}}}}}\n", n + 1))
        .collect();
    for (actions, code) in [
        (wide, Code::TooLarge),
        (
            format!("  - {{target: $, update: {{x0: {{}}}}}}\n{deep}"),
            Code::TooDeep,
        ),
    ] {
        let (_, found) = applied("{a: {}}", overlay(&actions));
        let codes: std::collections::BTreeSet<Code> = found.into_iter().map(|(code, _)| code).collect();
        assert!(codes.contains(&code), "{codes:?}");
    }
}
