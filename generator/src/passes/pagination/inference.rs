//! Inference of pagination, for which OpenAPI has no keyword. A wrong guess would lose the items after the first
//! page, so only clear cases count.

use super::shapes::{Shapes, page, parameter};
use crate::ir::{Method, NextPage, Operation, Paging, Parameter, Type};

/// Names of parameters that take a cursor.
const CURSORS: [&str; 14] = [
    "page_token",
    "pageToken",
    "cursor",
    "next_cursor",
    "next_token",
    "nextToken",
    "after",
    "after_id",
    "starting_after",
    "start_cursor",
    "marker",
    "continue",
    "offset",
    "page",
];

/// Names of members with the cursor of the next page.
const NEXT_CURSORS: [&str; 13] = [
    "next_cursor",
    "nextCursor",
    "next_page_token",
    "nextPageToken",
    "next_page",
    "nextPage",
    "next_token",
    "nextToken",
    "next_marker",
    "nextMarker",
    "next_starting_after",
    "end_cursor",
    "next",
];

/// Names of members with the address of the next page.
const ADDRESSES: [&str; 6] = [
    "next_page_uri",
    "next_page_url",
    "nextPageUrl",
    "next_url",
    "nextLink",
    "next_link",
];

/// Names of members that describe the page.
const PAGE_OBJECTS: [&str; 10] = [
    "pagination",
    "paging",
    "page_info",
    "pageInfo",
    "meta",
    "metadata",
    "response_metadata",
    "cursor",
    "cursors",
    "next_page",
];

/// Names of boolean members that report whether there are more pages.
const HAS_MORE: [&str; 4] = ["has_more", "hasMore", "has_next_page", "hasNextPage"];

/// Names of parameters for the page size. Beside one of them, `page` and `offset` have their usual meaning.
const SIZES: [&str; 10] = [
    "per_page",
    "perPage",
    "page_size",
    "pageSize",
    "limit",
    "size",
    "count",
    "take",
    "max_results",
    "maxResults",
];

const OFFSETS: [&str; 4] = ["offset", "skip", "start", "start_index"];

pub(super) fn infer(operation: &Operation, shapes: Shapes<'_>) -> Option<Paging> {
    if operation.method != Method::Get || operation.stream.is_some() {
        return None;
    }
    let page = page(operation)?;
    let (items, element) = shapes.lists(page)?;
    let candidate = Candidate {
        operation,
        page,
        items: &items,
        shapes,
    };
    let (next_page, more) = match candidate.by_link().or_else(|| candidate.by_address()) {
        Some(next_page) => (next_page, None),
        None => candidate.by_parameter()?,
    };
    Some(Paging {
        next_page,
        more,
        element: element.clone(),
        items,
    })
}

/// An operation whose response contains exactly one list.
struct Candidate<'a> {
    operation: &'a Operation,
    page: &'a Type,
    items: &'a str,
    shapes: Shapes<'a>,
}

impl<'a> Candidate<'a> {
    /// A success response with a documented header `Link`.
    fn by_link(&self) -> Option<NextPage> {
        let mut successes = self.operation.cases.iter().filter(|case| case.success);
        successes
            .any(|case| case.has_link)
            .then_some(NextPage::Link { next: None })
    }

    /// A success response with the address of the next page.
    fn by_address(&self) -> Option<NextPage> {
        let name = ADDRESSES.iter().find(|name| self.has(name, Shapes::is_text))?;
        Some(NextPage::Link {
            next: Some(format!("$.{name}")),
        })
    }

    /// A parameter and the value that it takes. If several parameters match, nothing is inferred.
    fn by_parameter(&self) -> Option<(NextPage, Option<String>)> {
        let cursors = CURSORS.iter().filter_map(|name| self.by_cursor(name));
        let counted = self.by_page().into_iter().chain(self.by_offset());
        let mut all: Vec<_> = cursors
            .chain(counted.map(|next_page| (next_page, None)))
            .collect();
        let found = all.pop()?;
        all.is_empty().then_some(found)
    }

    fn by_cursor(&self, name: &str) -> Option<(NextPage, Option<String>)> {
        let parameter =
            parameter(self.operation, name).filter(|parameter| self.shapes.is_text(&parameter.ty))?;
        let more = HAS_MORE.iter().find(|more| self.has(more, Shapes::is_boolean));
        let more = more.map(|more| format!("$.{more}"));
        let next = self.next(name).or_else(|| self.last(name, more.is_some()))?;
        let next_page = NextPage::Cursor {
            parameter: parameter.name.wire.clone(),
            next,
        };
        Some((next_page, more))
    }

    /// The place of the next page's cursor in a page.
    fn next(&self, name: &str) -> Option<String> {
        let is_cursor = |shapes: Shapes<'a>, ty| shapes.is_text(ty) || shapes.is_integer(ty);
        if let Some(next) = NEXT_CURSORS.iter().find(|next| self.has(next, is_cursor)) {
            return Some(format!("$.{next}"));
        }
        PAGE_OBJECTS.iter().find_map(|holder| {
            let within = self.shapes.member(self.page, holder)?;
            let mut names = NEXT_CURSORS.iter().copied().chain([name]);
            let found = names.find(|next| {
                self.shapes
                    .member(within, next)
                    .is_some_and(|ty| is_cursor(self.shapes, ty))
            })?;
            Some(format!("$.{holder}.{found}"))
        })
    }

    /// The cursor is in the last item, if the page reports whether there are more pages.
    fn last(&self, name: &str, has_more: bool) -> Option<String> {
        let is_after = matches!(name, "after" | "after_id" | "starting_after");
        if !is_after || !has_more {
            return None;
        }
        if self.has("last_id", Shapes::is_text) {
            return Some("$.last_id".to_owned());
        }
        let id = format!("{}[-1].id", self.items);
        let has_id = self
            .shapes
            .at(self.page, &id)
            .is_some_and(|ty| self.shapes.is_text(ty));
        has_id.then_some(id)
    }

    /// Numbered pages, if the description declares the number of the first one.
    fn by_page(&self) -> Option<NextPage> {
        let parameter = self.counter("page")?;
        let text = parameter.docs.text.as_deref().unwrap_or_default();
        let first = parameter
            .default
            .or_else(|| parameter.minimum.filter(|least| *least == 1))
            .or_else(|| text.contains("1-based").then_some(1))
            .or_else(|| text.contains("0-based").then_some(0))?;
        Some(NextPage::Page {
            parameter: parameter.name.wire.clone(),
            first,
        })
    }

    fn by_offset(&self) -> Option<NextPage> {
        let parameter = OFFSETS.iter().find_map(|name| self.counter(name))?;
        Some(NextPage::Offset {
            parameter: parameter.name.wire.clone(),
        })
    }

    /// A number parameter, beside one for the page size.
    fn counter(&self, name: &str) -> Option<&'a Parameter> {
        let is_number = |parameter: &&Parameter| self.shapes.is_integer(&parameter.ty);
        let find = |name: &str| parameter(self.operation, name).filter(is_number);
        SIZES.iter().find_map(|size| find(size))?;
        find(name)
    }

    fn has(&self, name: &str, is_it: impl Fn(Shapes<'a>, &'a Type) -> bool) -> bool {
        let member = self.shapes.member(self.page, name);
        member.is_some_and(|ty| is_it(self.shapes, ty))
    }
}
