//! A page as text for a terminal.

use std::fmt::Write as _;

use super::page::{Given, Listed, Member, OperationPage, Page, Responded, TypePage};

/// The most names of types that are suggested.
const MOST_TYPES: usize = 12;

impl Page {
    /// The whole page, however long.
    pub(super) fn whole_text(&self) -> String {
        match self {
            Self::Operation(page) => operation(page),
            Self::Type(page) => of_type(page),
        }
    }
}

fn operation(page: &OperationPage) -> String {
    let mut out = format!("{}\n{}", page.call, page.request);
    let deprecated = if page.is_deprecated { ", deprecated" } else { "" };
    let _ = writeln!(out, " ({}{deprecated}, {})", page.operation_id, page.pointer);
    sentence(&mut out, &page.summary);
    let _ = write!(
        out,
        "\n{}\nOutput = {}\nError = {}\n",
        page.signature, page.output, page.error
    );
    example(&mut out, &page.example);
    list(&mut out, "Parameters", &page.parameters, given);
    list(&mut out, "Body", &page.body, given);
    list(&mut out, "Responses", &page.responses, responded);
    list(&mut out, "Errors", &page.errors, responded);
    if !page.notes.is_empty() {
        out.push_str("\nNotes\n");
        for note in &page.notes {
            let _ = writeln!(out, "- {note}");
        }
    }
    next(&mut out, &page.types);
    out
}

fn of_type(page: &TypePage) -> String {
    let form = match page.is_deprecated {
        true => format!("{}, deprecated", page.form),
        false => page.form.clone(),
    };
    let mut out = format!("{} ({form}, {})\n", page.name, page.pointer);
    sentence(&mut out, &page.meaning);
    sentence(&mut out, &page.summary);
    if !page.constructor.is_empty() {
        let _ = write!(out, "\n{}\n", page.constructor);
    }
    example(&mut out, &page.example);
    let what = if page.form == "struct" {
        "Fields"
    } else {
        "Variants"
    };
    list(&mut out, what, &page.members, member);
    if page.members.left_out > 0 {
        let _ = writeln!(
            out,
            "  `generator describe '{}.NAME'` describes one of them",
            page.name
        );
    }
    next(&mut out, &page.types);
    out
}

fn sentence(out: &mut String, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "{text}");
    }
}

fn example(out: &mut String, example: &str) {
    let _ = write!(out, "\n```rust\n{example}\n```\n");
}

fn list<T>(out: &mut String, heading: &str, list: &Listed<T>, line: fn(&T) -> String) {
    if list.items.is_empty() && list.left_out == 0 {
        return;
    }
    let _ = write!(out, "\n{heading}\n");
    for item in &list.items {
        let _ = writeln!(out, "- {}", line(item));
    }
    if list.left_out > 0 {
        let _ = writeln!(out, "- … {} more", list.left_out);
    }
}

/// The names of the types to describe next.
fn next(out: &mut String, types: &Listed<String>) {
    if types.items.is_empty() {
        return;
    }
    let shown: Vec<&str> = types.items.iter().take(MOST_TYPES).map(String::as_str).collect();
    let more = types
        .items
        .len()
        .saturating_sub(shown.len())
        .saturating_add(types.left_out);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let _ = writeln!(out, "\nDescribe next: {}{more}", shown.join(", "));
}

fn given(of: &Given) -> String {
    let required = if of.is_required { "required" } else { "optional" };
    let parts = [required, &of.constraints, &of.docs]
        .into_iter()
        .filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    format!("{}: {} = {}; {}", of.name, of.ty, of.place, parts.join("; "))
}

fn responded(of: &Responded) -> String {
    let body = match of.ty.is_empty() {
        true => String::new(),
        false => format!(": {} ({})", of.ty, of.media_type),
    };
    let docs = if of.docs.is_empty() {
        String::new()
    } else {
        format!("; {}", of.docs)
    };
    format!("{}{body}{docs}", of.status)
}

fn member(of: &Member) -> String {
    let ty = match of.ty.is_empty() || of.ty.starts_with('(') {
        true => of.ty.clone(),
        false => format!(": {}", of.ty),
    };
    let docs = if of.docs.is_empty() {
        String::new()
    } else {
        format!("; {}", of.docs)
    };
    format!("{}{ty} = {}{docs}", of.name, of.meaning)
}
