//! Doc comments: the description's Markdown, made harmless, and the generator's own notes. One attribute per line.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use super::markdown::{code, markdown, one_line};
use super::markdown::{is_break, is_plain};
use super::{Package, example};
use crate::Mode;
use crate::ir::{Api, BodyContent, Docs, Documented, Operation, Outcome, OutcomeForm, StatusKey, Tag, Type};

/// Where the method of an operation is now.
pub(super) fn moved(operation: &Operation, tag: Option<&Tag>, root: &str) -> String {
    let holder = tag.map(|tag| format!("{root}::operations::{}", tag.ty));
    let holder = holder.unwrap_or_else(|| format!("{root}::Client"));
    format!("The same as [`{0}`]({holder}::{0}).", operation.name)
}

/// The doc comment of a row, to which its macro adds the name on the wire; nothing if the description has no text.
pub(super) fn row(docs: &Docs) -> Vec<TokenStream> {
    if docs.text.is_none() && docs.notes.is_empty() {
        Vec::new()
    } else {
        attributes(&lines(docs, ""))
    }
}

/// The doc comment of an item; `fallback` if the description has no text.
pub(super) fn item(docs: &Docs, fallback: &str) -> Vec<TokenStream> {
    attributes(&lines(docs, fallback))
}

fn lines(docs: &Docs, fallback: &str) -> Vec<String> {
    let mut lines = docs.text.as_deref().map(markdown).unwrap_or_default();
    if lines.is_empty() {
        lines.push(fallback.to_owned());
    }
    match (lines.as_mut_slice(), docs.notes.as_slice()) {
        (_, []) => {}
        ([text], notes) if text.is_empty() => *text = notes.join(" "),
        // A short text and its notes share a line, as a person would write them; a longer text and its notes are one paragraph.
        ([text], notes) if !is_block(text) && (is_short(text, notes) || notes.len() == 1) => {
            let is_short = is_short(text, notes);
            if !text.ends_with(['.', '!', '?', ':']) {
                text.push('.');
            }
            match notes {
                [note] if !is_short => lines.push(note.clone()),
                notes => notes.iter().for_each(|note| text.extend([" ", note])),
            }
        }
        (_, [note]) => lines.extend([String::new(), note.clone()]),
        (_, notes) => {
            lines.push(String::new());
            lines.extend(notes.iter().map(|note| format!("- {note}")));
        }
    }
    lines
}

fn is_short(text: &str, notes: &[String]) -> bool {
    text.len() + notes.iter().map(String::len).sum::<usize>() <= 100
}

/// Whether a line of Markdown is more than text, so that nothing can follow it on the line.
fn is_block(line: &str) -> bool {
    line.starts_with(['#', '-', '*', '|', '>', '`', '~', '<']) && !line.starts_with('`')
        || line.starts_with("```")
        || line.chars().next().is_some_and(|c| c.is_ascii_digit())
}

/// The docs of a tag without a description.
pub(super) fn tagged(tag: &str) -> String {
    format!("Operations tagged {}.", code(tag))
}

/// The note about an idempotency key.
fn key(operation: &Operation) -> Vec<String> {
    let Some(header) = &operation.idempotency_key else {
        return Vec::new();
    };
    let mut required = operation.parameters.iter().filter(|parameter| parameter.required);
    let is_given = required.any(|parameter| &parameter.name.wire == header);
    let random = if is_given { "" } else { "random " };
    let line = format!(
        "Every attempt sends the same {random}{}, so a failed attempt can be retried.",
        code(header)
    );
    vec![String::new(), line]
}

/// Lines of docs as `#[doc]` attributes.
pub(super) fn attributes(lines: &[String]) -> Vec<TokenStream> {
    lines
        .iter()
        .map(|line| attribute(line))
        .map(|text| quote! { #[doc = #text] })
        .collect()
}

fn attribute(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        // A quoted name may contain a bare CR, which rustc rejects in a line comment.
        let plain = line
            .chars()
            .map(|c| if is_break(c) { ' ' } else { c })
            .filter(|c| is_plain(*c));
        std::iter::once(' ').chain(plain).collect()
    }
}

/// The docs of an operation's method: its purpose, its parameters, its responses, and an example that compiles.
pub(super) fn operation(
    operation: &Operation,
    api: &Api,
    package: &Package,
    accessor: Option<&str>,
) -> Vec<TokenStream> {
    let query = (!operation.query.is_empty()).then(|| format!("?{}", operation.query));
    let request = code(&format!(
        "{} {}{}",
        operation.method.as_str(),
        operation.path,
        query.unwrap_or_default()
    ));
    let headers: Vec<String> = operation
        .headers
        .iter()
        .map(|header| format!("`{}`", header.name.rust))
        .collect();
    let headers = (!headers.is_empty()).then(|| format!("headers: {}", headers.join(", ")));
    let terse = terse_errors(operation).map(|errors| format!("errors: {errors}"));
    let server = docs_of_server(operation);
    let facts: Vec<String> = server.into_iter().chain(terse).chain(headers).collect();
    let request = match facts.as_slice() {
        [] => request,
        facts => format!("{request}; {}.", facts.join("; ")),
    };
    let mut lines = lines(&operation.docs, &request);
    if operation.docs.text.is_some() {
        lines.extend([String::new(), request]);
    }
    let arguments: Vec<String> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument())
        .filter_map(|parameter| {
            let text = first_paragraph(&parameter.docs);
            (!text.is_empty()).then(|| format!("- `{}`: {text}", parameter.name.rust))
        })
        .collect();
    if !arguments.is_empty() {
        lines.extend(arguments);
    }
    lines.extend(setters(operation));
    lines.extend(returned(operation, &package.root()));
    if operation.stream.is_some() && !operation.is_sequence() {
        let parts = "Use `.items()` instead of `.await` to receive the response as a stream of items.";
        lines.extend([String::new(), parts.to_owned()]);
    }
    if operation.paging.is_some() {
        let pages = "Use `.pages()` instead of `.await` for a stream of all pages, and `.pages().items()` for a stream of their items.";
        lines.extend([String::new(), pages.to_owned()]);
    }
    lines.extend(key(operation));
    lines.extend(errors(operation));
    lines.extend([String::new(), fence(package).to_owned()]);
    lines.extend(example::call(operation, api, package, accessor));
    lines.push("```".to_owned());
    attributes(&lines)
}

/// The optional parameters and the optional body, which are methods of the call. The page of the operation documents them.
fn setters(operation: &Operation) -> Vec<String> {
    let optional = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required);
    let parameters = optional.map(|parameter| ("parameter", &parameter.name.rust));
    let body = operation.body.as_ref().filter(|body| !body.required);
    let named = parameters.chain(body.map(|body| ("body", &body.name)));
    let links: Vec<String> = named
        .map(|(what, name)| {
            // As rustdoc makes it of the heading.
            let anchor = name.as_str().replace('#', "");
            format!("- [`{name}`]({}#{what}-{anchor})", operation.marker)
        })
        .collect();
    if links.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), "Optional, as methods of the call:".to_owned()];
    lines.extend(links);
    lines
}

/// The docs of an optional body on the page of its operation.
pub(super) fn of_optional_body(operation: &Operation, root: &str) -> Vec<TokenStream> {
    let Some(body) = operation.body.as_ref().filter(|body| !body.required) else {
        return Vec::new();
    };
    let taken: Vec<String> = match &body.choice {
        Some(choice) => vec![format!("[`{choice}`]")],
        None => body.contents.iter().map(|of| content(of, root)).collect(),
    };
    let mut all = vec![
        String::new(),
        format!("# Body `{}`", body.name),
        format!("`call.{}(…)` sets it: {}.", body.name, taken.join(", ")),
        String::new(),
    ];
    all.extend(lines(&body.docs, ""));
    attributes(&all)
}

/// The type and the media type of a body.
fn content(content: &BodyContent, root: &str) -> String {
    let media_type = code(&content.media_type);
    match &content.typed {
        Some(typed) => format!("{} ({media_type})", described(&typed.ty, root)),
        None => format!("bytes ({media_type})"),
    }
}

/// The type that a call returns, and the type of its documented errors.
fn returned(operation: &Operation, root: &str) -> Vec<String> {
    let media_types = |is_success: bool| {
        let cases = operation.cases.iter().filter(|case| case.success == is_success);
        let types = cases
            .filter(|case| case.content.is_some())
            .map(|case| code(&case.media_type));
        let types: BTreeSet<String> = types.collect();
        match types.is_empty() {
            true => String::new(),
            false => format!(" ({})", types.into_iter().collect::<Vec<_>>().join(", ")),
        }
    };
    let success = outcome(&operation.output, root).map(|of| format!("Returns {of}{}.", media_types(true)));
    let error = outcome(&operation.error, root)
        .map(|of| format!("Documented errors carry {of}{}.", media_types(false)));
    let others = [&operation.output, &operation.error]
        .into_iter()
        .filter_map(|of| other(of, root));
    let sentences: Vec<String> = success.into_iter().chain(error).chain(others).collect();
    match sentences.is_empty() {
        true => Vec::new(),
        false => vec![String::new(), sentences.join(" ")],
    }
}

fn outcome(outcome: &Outcome, root: &str) -> Option<String> {
    form(&outcome.form, root)
}

fn form(form: &OutcomeForm, root: &str) -> Option<String> {
    match form {
        OutcomeForm::Empty => None,
        OutcomeForm::Body(body) => Some(documented(body, root)),
        OutcomeForm::Optional(body) => Some(format!("{}, or nothing", documented(body, root))),
        OutcomeForm::Enum(of) => Some(format!("[`{0}`]({root}::operations::{0})", of.name)),
    }
}

/// How every documented response is read, where the type keeps an earlier form.
fn other(outcome: &Outcome, root: &str) -> Option<String> {
    let whole = form(outcome.whole.as_ref()?, root)?;
    Some(format!(
        "The type is kept for this release: [`Error::api_as`]({root}::Error::api_as) reads the other documented responses as {whole}."
    ))
}

fn documented(body: &Documented, root: &str) -> String {
    match body {
        Documented::Typed(ty) => described(ty, root),
        Documented::Text => "text".to_owned(),
        Documented::Bytes => "bytes".to_owned(),
    }
}

/// A type, for use in a sentence.
fn described(ty: &Type, root: &str) -> String {
    match ty {
        Type::Named(name) => format!("[`{name}`]({root}::types::{name})"),
        Type::Boxed(inner) => described(inner, root),
        Type::Array(inner) => format!("a list of {}", described(inner, root)),
        Type::Map(inner) => format!("a map of {}", described(inner, root)),
        Type::Nullable(inner) => format!("{} or `null`", described(inner, root)),
        Type::Text(format) => format!("`format::{}`", format.rust()),
        Type::Bool => "`bool`".to_owned(),
        Type::I64 => "`i64`".to_owned(),
        Type::U64 => "`u64`".to_owned(),
        Type::F64 => "`f64`".to_owned(),
        Type::String => "`String`".to_owned(),
        Type::File => "a file".to_owned(),
        Type::Json => "any JSON".to_owned(),
        Type::Custom(path) => code(&path.to_string()),
    }
}

fn docs_of_server(operation: &Operation) -> Option<String> {
    let server = &operation.server;
    (!server.is_empty()).then(|| format!("server: {}", code(server)))
}

fn error_cases(operation: &Operation) -> Vec<(String, String)> {
    let mut cases: Vec<_> = operation.cases.iter().filter(|case| !case.success).collect();
    // A status may have several media types.
    cases.dedup_by_key(|case| case.status);
    cases
        .into_iter()
        .map(|case| (status_key(case.status), first_paragraph(&case.docs)))
        .collect()
}

/// Whether the description says more about its errors than that they are errors.
fn are_told(cases: &[(String, String)]) -> bool {
    cases.iter().any(|(_, text)| text.split_whitespace().count() > 2)
}

/// The statuses of errors, if the description says nothing else about them.
fn terse_errors(operation: &Operation) -> Option<String> {
    let cases = error_cases(operation);
    let statuses: Vec<&str> = cases.iter().map(|(status, _)| status.as_str()).collect();
    (!cases.is_empty() && !are_told(&cases)).then(|| statuses.join(", "))
}

/// The documented errors, by status.
fn errors(operation: &Operation) -> Vec<String> {
    let cases = error_cases(operation);
    if !are_told(&cases) {
        return Vec::new();
    }
    let mut lines = vec![String::new(), "# Errors".to_owned()];
    lines.extend(
        cases
            .into_iter()
            .map(|(status, text)| format!("- {status}: {text}")),
    );
    lines
}

fn status_key(status: StatusKey) -> String {
    match status {
        StatusKey::Exact(code) => code.to_string(),
        StatusKey::Range(class) => format!("{class}XX"),
        StatusKey::Default => "any other status".to_owned(),
    }
}

fn first_paragraph(docs: &Docs) -> String {
    let text = docs.text.as_deref().map(str::trim).unwrap_or_default();
    let paragraph: Vec<&str> = text.lines().take_while(|line| !line.trim().is_empty()).collect();
    one_line(&paragraph.join(" "))
}

/// The guide on the first page of every client's docs.
const GUIDE: &str = "
# Guide
- **Credentials** are set on [`ClientBuilder`]. A call sends the ones that its operation requires. They are never printed.
  [`auth`] has OAuth 2 and credentials that are computed for each request.
- **Errors**: [`Error::kind`] is the kind of failure, [`Error::api`] is the documented body of an error response, and
  [`Error::is_uncertain`] shows whether the server may have received the request.
- **Retries**: a request that is safe to repeat is sent up to three times. [`RetryPolicy`] documents which requests these are;
  `ClientBuilder::retry(RetryPolicy::none())` turns retries off.
- **Testing**: with the feature `testing`, a `testing::MemoryTransport` responds instead of a server.
- **Features** select the transport (`hyper`, `reqwest`, `ureq`) and optional parts. Cargo.toml documents each feature.
- **Your own transport** implements a trait of [`transport`]. The trait of [`middleware`] runs around calls and attempts.
- **Responses**: [`streams`] reads bytes, events and pages. [`response`] has headers and lenient decoding.
";

/// The crate's own docs.
pub(super) fn library(api: &Api, package: &Package) -> Vec<TokenStream> {
    let title = one_line(&api.info.title);
    let what = match package.mode {
        Mode::Client => format!("A client for {title}."),
        Mode::Types => format!("The types of {title}."),
    };
    let mut lines = vec![what, String::new()];
    lines.extend(api.info.docs.text.as_deref().map(markdown).unwrap_or_default());
    let mut all: Vec<TokenStream> = lines.iter().map(|line| inner(line)).collect();
    all.extend(library_example(api, package));
    if package.mode == Mode::Client {
        all.extend(GUIDE.lines().map(inner));
    }
    let source = format!(
        "Generated from {}, version {}.",
        code(&package.spec),
        one_line(&api.info.version)
    );
    all.extend([inner(""), inner(&source)]);
    all
}

/// The first example. Without the feature of its operation the example is only text.
fn library_example(api: &Api, package: &Package) -> Vec<TokenStream> {
    let Some(program) = example::Program::first(api, package) else {
        return Vec::new();
    };
    let feature = program.tag.and_then(|tag| api.features.of_tag(&tag.method));
    let begins = match feature {
        None => inner(fence(package)),
        Some(feature) => quote! {
            #![cfg_attr(feature = #feature, doc = " ```no_run")]
            #![cfg_attr(not(feature = #feature), doc = " ```ignore")]
        },
    };
    let mut lines = vec![inner(""), inner("# Example"), begins];
    lines.extend(program.doctest().iter().map(|line| inner(line)));
    lines.push(inner("```"));
    lines
}

/// The beginning of an example. A module may be private, so that only its crate can run the example.
fn fence(package: &Package) -> &'static str {
    match package.is_module() {
        true => "```ignore",
        false => "```no_run",
    }
}

/// An inner doc line.
fn inner(line: &str) -> TokenStream {
    let text = attribute(line);
    quote! { #![doc = #text] }
}

/// The docs of an outcome's variant: its status.
pub(super) fn status(status: StatusKey) -> String {
    match status {
        StatusKey::Exact(code) => format!("Status {code}."),
        StatusKey::Range(class) => format!("Status {class}XX."),
        StatusKey::Default => "Any other status.".to_owned(),
    }
}
