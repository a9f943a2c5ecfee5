//! Formats the counts of `coverage`: a line for each description, a table of its keywords, or JSON.

use std::collections::BTreeMap;

use generator::diagnostics::Code;
use generator::{Counts, Coverage};
use serde_json::{Value, json};

/// The counts of each description, with its name.
type Tallies = [(String, Coverage)];

/// A line for each description; with `by_keyword`, followed by a row for each keyword.
pub(crate) fn text(tallies: &Tallies, by_keyword: bool) -> String {
    let mut text = String::new();
    for (name, coverage) in tallies {
        text.push_str(&line(name, &coverage.total()));
        if by_keyword {
            text.push_str(&table(coverage));
        }
    }
    text
}

/// A JSON array with an object for each description.
pub(crate) fn json(tallies: &Tallies) -> String {
    let descriptions = tallies.iter().map(|(name, coverage)| {
        let keywords = coverage.keywords.iter().map(|((object, keyword), counts)| {
            with_counts(
                json!({"object": object.name(), "keyword": (!keyword.is_empty()).then_some(keyword)}),
                counts,
            )
        });
        let keywords = keywords.collect::<Vec<_>>();
        with_counts(json!({"spec": name, "keywords": keywords}), &coverage.total())
    });
    format!("{:#}\n", Value::from_iter(descriptions))
}

fn line(name: &str, total: &Counts) -> String {
    let with_codes = |codes: &BTreeMap<Code, usize>| match by_code(codes) {
        codes if codes.is_empty() => codes,
        codes => format!(" ({codes})"),
    };
    format!(
        "{name}: {} typed, {} annotation, {} lossy{}, {} refused{}\n",
        total.typed,
        total.annotation,
        total.lossy(),
        with_codes(&total.lossy),
        total.refused(),
        with_codes(&total.refused)
    )
}

fn table(coverage: &Coverage) -> String {
    let mut table = row("keyword", ["typed", "annotation", "lossy", "refused"], "");
    for ((object, keyword), counts) in &coverage.keywords {
        let place = match keyword.as_str() {
            "" => format!("{} itself", object.name()),
            keyword => format!("{} {keyword}", object.name()),
        };
        let numbers = [counts.typed, counts.annotation, counts.lossy(), counts.refused()];
        let codes = [by_code(&counts.lossy), by_code(&counts.refused)];
        let codes = codes.into_iter().filter(|codes| !codes.is_empty());
        let numbers = numbers.map(|number| {
            if number == 0 {
                "-".to_owned()
            } else {
                number.to_string()
            }
        });
        table.push_str(&row(
            &place,
            numbers.each_ref().map(String::as_str),
            &codes.collect::<Vec<_>>().join(", "),
        ));
    }
    table
}

fn row(place: &str, numbers: [&str; 4], codes: &str) -> String {
    let [typed, annotation, lossy, refused] = numbers;
    let row = format!("  {place:<40}{typed:>10}{annotation:>12}{lossy:>8}{refused:>9}  {codes}");
    format!("{}\n", row.trim_end())
}

/// The counts by code, the most frequent code first.
fn by_code(codes: &BTreeMap<Code, usize>) -> String {
    let mut codes: Vec<_> = codes.iter().collect();
    codes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let codes = codes.into_iter().map(|(code, count)| format!("{code} {count}"));
    codes.collect::<Vec<_>>().join(", ")
}

fn with_counts(mut object: Value, counts: &Counts) -> Value {
    let codes = |codes: &BTreeMap<Code, usize>| {
        let codes = codes.iter().map(|(code, count)| (code.id(), *count));
        Value::from_iter(codes)
    };
    if let Value::Object(members) = &mut object {
        members.insert("typed".to_owned(), counts.typed.into());
        members.insert("annotation".to_owned(), counts.annotation.into());
        members.insert("lossy".to_owned(), codes(&counts.lossy));
        members.insert("refused".to_owned(), codes(&counts.refused));
    }
    object
}
