//! A description does not differ from itself.

use std::fs;

use generator::review::Harmless;
use generator::{Input, review};

use super::input;

/// The largest description that is compared without `CORPUS=all`, in bytes.
const MOST: u64 = 200_000;

#[test]
fn a_public_description_does_not_differ_from_itself() {
    let Some(corpus) = tests::skip::shared("corpus").expect("the corpus") else {
        return;
    };
    let is_all = std::env::var("CORPUS").is_ok_and(|chosen| chosen == "all");
    let entries = fs::read_dir(corpus).expect("a folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|of| of == "json" || of == "yaml"));
    paths.retain(|path| is_all || fs::metadata(path).is_ok_and(|of| of.len() <= MOST));
    paths.sort();
    let mut count = 0;
    for path in &paths {
        let name = path.display().to_string();
        let side = input("api", fs::read_to_string(path).expect("a text"));
        // Under another name it is read again.
        let other = Input {
            name: format!("other-{}", side.name),
            ..side.clone()
        };
        let comparison = review(&side, &other);
        let Some(review) = comparison.review else {
            assert!(comparison.old.has_errors(), "{name}");
            println!("{name} has errors");
            continue;
        };
        count += 1;
        assert!(review.changes.is_empty(), "{name}: {:#?}", review.changes);
        assert!(review.surface.is_empty(), "{name}: {:#?}", review.surface);
        assert_eq!(review.unexplained, [], "{name}");
        assert_eq!(review.harmless, Harmless::default(), "{name}");
    }
    assert!(count * 4 > paths.len() * 3, "{count} of {}", paths.len());
    assert!(count > 5, "{count}");
}
