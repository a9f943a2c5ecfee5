//! Pagination: the user's rules, and rules that are inferred from the description. It is a pass over the finished ir,
//! since it needs the types in a page.

mod inference;
mod shapes;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, NextPage, Operation, Paging};
use crate::source::Pointer;
use crate::{Overrides, PageKind, Pagination};

use shapes::Shapes;

/// Sets the pagination rule of each operation.
pub(crate) fn paginate(api: &mut Api, overrides: &Overrides, root: &Pointer, diagnostics: &mut Diagnostics) {
    report_idle(api, overrides, root, diagnostics);
    let shapes = Shapes::received(&api.types);
    for operation in api.groups.iter_mut().flat_map(|group| &mut group.operations) {
        operation.paging = match configured(operation, overrides, shapes, diagnostics) {
            Some(paging) => paging,
            None => inferred(operation, shapes, diagnostics),
        };
    }
}

/// The rule of the first entry that applies to the operation. The outer `None` means that no entry applies.
fn configured(
    operation: &Operation,
    overrides: &Overrides,
    shapes: Shapes<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Option<Paging>> {
    for (index, entry) in overrides.pagination.iter().enumerate() {
        let is_named = entry.operations.contains(&operation.id);
        if !is_named && !entry.operations.is_empty() {
            continue;
        }
        if entry.kind == PageKind::None {
            return Some(None);
        }
        match applied(entry, operation, shapes) {
            Ok(paging) => return Some(Some(paging)),
            Err(Problem { key, message }) if is_named => {
                let at = overrides.entries.pagination(index, key);
                let at = at.as_ref().unwrap_or(&operation.pointer);
                let diagnostic = diagnostics.report(Code::InvalidOverride, at, message);
                if at != &operation.pointer {
                    diagnostic.related(&operation.pointer, "the operation");
                }
                reject(diagnostic);
                return Some(None);
            }
            // An entry without `operations` applies to all operations that it fits.
            Err(_) => {}
        }
    }
    None
}

/// The reason why an entry can't apply to an operation.
struct Problem {
    /// The key of the entry that is at fault.
    key: &'static str,
    message: String,
}

impl Problem {
    fn new(key: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { key, message }
    }
}

/// The pagination rule of an entry for an operation, or the reason why it can't apply.
fn applied(entry: &Pagination, operation: &Operation, shapes: Shapes<'_>) -> Result<Paging, Problem> {
    let page = shapes::page(operation).ok_or_else(|| {
        Problem::new(
            "operations",
            "the operation has no JSON success response to paginate",
        )
    })?;
    let parameter = || {
        let name = entry.parameter.as_ref();
        let name = name.ok_or_else(|| Problem::new("kind", "the entry has no `parameter`"))?;
        let checked = check_parameter(name, operation, shapes).map(|()| name.clone());
        checked.map_err(|message| Problem::new("parameter", message))
    };
    let place = |key: &'static str, path: &String| match shapes.at(page, path) {
        Some(_) => Ok(path.clone()),
        None => Err(Problem::new(key, format!("the response has nothing at `{path}`"))),
    };
    let next_page = match entry.kind {
        PageKind::Cursor => {
            let next = entry.next.as_ref();
            let next = next.ok_or_else(|| Problem::new("kind", "the entry has no `next`"))?;
            NextPage::Cursor {
                parameter: parameter()?,
                next: place("next", next)?,
            }
        }
        PageKind::Offset => NextPage::Offset {
            parameter: parameter()?,
        },
        PageKind::Page => NextPage::Page {
            parameter: parameter()?,
            first: entry.first.unwrap_or(1),
        },
        PageKind::Link => NextPage::Link {
            next: entry.next.as_ref().map(|path| place("next", path)).transpose()?,
        },
        PageKind::None => return Err(Problem::new("kind", "the operation has no pages")),
    };
    let (items, element) = match &entry.items {
        Some(path) => (path.clone(), shapes.list(page, path).cloned()),
        None => match shapes.lists(page) {
            Some((path, element)) => (path, Some(element.clone())),
            None => {
                let message = "the response has no list or several lists: the entry needs `items`";
                return Err(Problem::new("items", message));
            }
        },
    };
    Ok(Paging {
        next_page,
        more: entry.more.as_ref().map(|path| place("more", path)).transpose()?,
        element: element
            .ok_or_else(|| Problem::new("items", format!("the response has no list at `{items}`")))?,
        items,
    })
}

/// Checks that `name` can request a page: it is a query parameter, or a place in the JSON request body.
fn check_parameter(name: &str, operation: &Operation, shapes: Shapes<'_>) -> Result<(), String> {
    if !name.starts_with("$.") {
        let parameter = shapes::parameter(operation, name);
        return parameter
            .map(drop)
            .ok_or_else(|| format!("the operation has no query parameter `{name}`"));
    }
    let body = shapes::json_body(operation).ok_or("the operation has no JSON request body")?;
    // A place inside a list is ambiguous.
    let place = shapes.sent().at(body, name).filter(|_| !name.contains('['));
    place
        .map(drop)
        .ok_or_else(|| format!("the request body has nothing at `{name}`"))
}

fn inferred(operation: &Operation, shapes: Shapes<'_>, diagnostics: &mut Diagnostics) -> Option<Paging> {
    let paging = inference::infer(operation, shapes)?;
    let by = match &paging.next_page {
        NextPage::Cursor { parameter, next } => format!("`{parameter}` takes the value at `{next}`"),
        NextPage::Offset { parameter } => format!("`{parameter}` takes the number of items so far"),
        NextPage::Page { parameter, .. } => format!("`{parameter}` takes the number of the page"),
        NextPage::Link { next: None } => "the header `Link` contains the next address".to_owned(),
        NextPage::Link { next: Some(next) } => format!("the next address is at `{next}`"),
    };
    diagnostics
        .report(
            Code::InferredPagination,
            &operation.pointer,
            format!("the responses look like pages: {by}"),
        )
        .effect("`.pages()` requests one page after the other; `.await` returns one page")
        .help("an entry of `pagination` in generator.toml overrides this");
    Some(paging)
}

fn report_idle(api: &Api, overrides: &Overrides, root: &Pointer, diagnostics: &mut Diagnostics) {
    let operations = || api.groups.iter().flat_map(|group| &group.operations);
    for (index, entry) in overrides.pagination.iter().enumerate() {
        let named = entry.operations.iter().enumerate();
        for (nth, id) in named.filter(|(_, id)| !operations().any(|operation| &operation.id == *id)) {
            let problem = format!("no generated operation has the id `{id}`");
            let at = overrides.entries.pagination(index, "operations");
            let at = at.map_or_else(|| root.clone(), |at| at.index(nth));
            reject(diagnostics.report(Code::InvalidOverride, &at, problem));
        }
    }
}

fn reject(diagnostic: &mut Diagnostic) {
    diagnostic
        .effect("nothing is generated")
        .help("correct the entry of `pagination` in generator.toml, or remove it");
}
