//! From one page to the next, for both modes: no I/O.

use super::{Paging, Turn, asked, json, link, path};
use crate::runtime::http::client::Settings;
use crate::runtime::http::engine::is_success;
use crate::runtime::http::error::Failure;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::http::{ErrorKind, Response};
use bytes::Bytes;
use http::Uri;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A sequence of pages, between two of them.
pub(crate) struct Turning {
    /// The call for the next page.
    pub(crate) draft: Box<Draft>,
    paging: &'static Paging,
    state: State,
    /// What asked for the pages so far.
    seen: BTreeSet<String>,
    /// What the pages so far listed, where pages are counted.
    listed: Vec<u64>,
    /// Where in `listed` each page was last.
    places: BTreeMap<u64, usize>,
    pages: u32,
    most: Option<u32>,
}

/// How many pages there may be where the caller says nothing of it: many more than anybody reads, and not for ever.
const MOST_PAGES: u32 = 10_000;

enum State {
    Going,
    /// The next page can't be asked for.
    Failed(Box<Failure>),
    Over,
}

/// What to do for the next page.
pub(crate) enum Begin {
    Ask,
    Fail(Box<Failure>),
    End,
}

/// What asks for a page.
enum Mark {
    /// A parameter with this JSON.
    Parameter(&'static str, String),
    Address(Uri),
}

impl Turning {
    pub(crate) fn new(draft: Box<Draft>, paging: &'static Paging) -> Self {
        let mut turning = Self {
            draft,
            paging,
            state: State::Going,
            seen: BTreeSet::new(),
            listed: Vec::new(),
            places: BTreeMap::new(),
            pages: 0,
            most: Some(MOST_PAGES),
        };
        if let Turn::Cursor { parameter, .. } = paging.turn {
            turning.seen.extend(asked::text(&turning.draft, parameter));
        }
        turning
    }

    pub(crate) fn limit(&mut self, pages: Option<u32>) {
        self.most = pages;
    }

    pub(crate) fn end(&mut self) {
        self.state = State::Over;
    }

    pub(crate) fn begin(&mut self) -> Begin {
        match std::mem::replace(&mut self.state, State::Over) {
            State::Going => Begin::Ask,
            State::Failed(failure) => Begin::Fail(failure),
            State::Over => Begin::End,
        }
    }

    /// Takes note of a page, and passes it on. What isn't a success is the last.
    pub(crate) fn turned(
        &mut self,
        page: Result<Response<Bytes>, Box<Failure>>,
        settings: &Settings,
    ) -> Result<Response<Bytes>, Box<Failure>> {
        let page = page?;
        if is_success(self.draft.spec, &page, self.draft.lenient.as_ref()) {
            self.note_first(settings);
            self.pages = self.pages.saturating_add(1);
            self.state = match self.next(&page, settings).and_then(|mark| self.follow(mark)) {
                Ok(state) => state,
                Err(problem) => {
                    State::Failed(Failure::new(ErrorKind::Pagination, self.draft.spec.id, problem))
                }
            };
        }
        Ok(page)
    }

    /// Takes note of where the first page is, so that a link back to it is known.
    fn note_first(&mut self, settings: &Settings) {
        if self.pages > 0 || !matches!(self.paging.turn, Turn::Link { .. }) {
            return;
        }
        if let Ok(address) = self.draft.address(settings) {
            self.seen.insert(link::normal(&address));
        }
    }

    /// What asks for the page after this one.
    fn next(&mut self, page: &Response<Bytes>, settings: &Settings) -> Result<Option<Mark>, &'static str> {
        let body =
            json(self.draft.spec, page, self.draft.lenient.is_some()).map_err(|_| "the page is no JSON")?;
        let find = |path| path::find(&body, path).map_err(|path::NoJson| "the page is no JSON");
        if let Some(more) = self.paging.more {
            if find(more)? == Some("false") {
                return Ok(None);
            }
        }
        let mark = match self.paging.turn {
            Turn::Cursor { parameter, next } => find(next)?
                .filter(|cursor| path::scalar(cursor).is_some())
                .map(|cursor| Mark::Parameter(parameter, cursor.to_owned())),
            Turn::Offset { parameter } => self.counted(find(self.paging.items)?)?.map(|count| {
                let next = self.number(parameter, 0).saturating_add(count);
                Mark::Parameter(parameter, next.to_string())
            }),
            Turn::Page { parameter, first } => self.counted(find(self.paging.items)?)?.map(|_| {
                let next = self.number(parameter, first).saturating_add(1);
                Mark::Parameter(parameter, next.to_string())
            }),
            Turn::Link { next } => {
                let target = match next {
                    Some(path) => find(path)?.and_then(path::scalar),
                    None => link::next(&page.headers).map(str::to_owned),
                };
                match target {
                    Some(target) => Some(Mark::Address(self.address(&target, settings)?)),
                    None => None,
                }
            }
        };
        Ok(mark)
    }

    /// Makes the call the one for the next page. One that was there before would be so for ever.
    fn follow(&mut self, mark: Option<Mark>) -> Result<State, &'static str> {
        let Some(mark) = mark else {
            return Ok(State::Over);
        };
        if self.most.is_some_and(|most| self.pages >= most) {
            return Err("there are more pages than the limit allows, which `max_pages` sets");
        }
        self.draft.renew_key();
        let seen = match mark {
            Mark::Parameter(parameter, json) => {
                asked::set(&mut self.draft, parameter, &json)?;
                path::scalar(&json).unwrap_or(json)
            }
            Mark::Address(address) => {
                let seen = link::normal(&address);
                self.draft.at = Some(address);
                seen
            }
        };
        if self.seen.insert(seen) {
            Ok(State::Going)
        } else {
            Err("the pages go round in a circle: the next one was there before")
        }
    }

    /// How many items a page lists; `None` for an empty one, after which there are no more. A server that doesn't know the
    /// parameter, or gives its last page for all that follow, sends the same items again.
    fn counted(&mut self, items: Option<&str>) -> Result<Option<i64>, &'static str> {
        let Some(items) = items else { return Ok(None) };
        let count = path::count(items).ok_or("the page has no list of items")?;
        let mut hasher = DefaultHasher::new();
        items.hash(&mut hasher);
        if self.is_circle(hasher.finish()) && count > 0 {
            return Err("the pages go round in a circle: they have the items of those before them");
        }
        Ok((count > 0).then_some(count as i64))
    }

    /// Whether the pages from the last one like this one on are those before it once more. A single page may well be there
    /// twice, but not in the same company.
    fn is_circle(&mut self, page: u64) -> bool {
        let here = self.listed.len();
        self.listed.push(page);
        let Some(last) = self.places.insert(page, here) else {
            return false;
        };
        let length = here - last;
        let (before, after) = self.listed.split_at_checked(last + 1).unwrap_or_default();
        before.ends_with(after) && after.len() == length
    }

    fn number(&self, parameter: &'static str, first: i64) -> i64 {
        let given = asked::text(&self.draft, parameter).and_then(|text| text.parse().ok());
        given.unwrap_or(first)
    }

    fn address(&self, target: &str, settings: &Settings) -> Result<Uri, &'static str> {
        let from = self
            .draft
            .address(settings)
            .map_err(|_| "the page has no address")?;
        link::resolve(target, &from).ok_or("the next page is at no address of the same origin")
    }
}
