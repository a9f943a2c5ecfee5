//! Steps from one page to the next, for both modes: no I/O.

use super::{NextPage, Pagination, asked, json, link, path};
use crate::runtime::http::client::Settings;
use crate::runtime::http::engine::is_success;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::http::{ErrorKind, Response};
use bytes::Bytes;
use http::Uri;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The state of a sequence of pages, between two pages.
pub(crate) struct Turning {
    /// The call for the next page.
    pub(crate) draft: Box<Draft>,
    paging: &'static Pagination,
    state: State,
    /// The requests of the pages so far, by what distinguishes them.
    seen: BTreeSet<String>,
    /// Hashes of the item lists of the pages so far, if pages are counted.
    listed: Vec<u64>,
    /// The last position of each hash in `listed`.
    places: BTreeMap<u64, usize>,
    pages: u32,
    most: Option<u32>,
}

/// The default limit of pages: more than anybody reads, but finite.
const MOST_PAGES: u32 = 10_000;

enum State {
    Going,
    /// The next page can't be requested.
    Failed(Box<Failure>),
    Over,
}

/// How the next page begins.
pub(crate) enum Begin {
    Ask,
    Fail(Box<Failure>),
    End,
}

/// How a page is requested.
enum Mark {
    /// A parameter with this JSON.
    Parameter(&'static str, String),
    Address(Uri),
}

impl Turning {
    pub(crate) fn new(draft: Box<Draft>, paging: &'static Pagination) -> Self {
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
        if let NextPage::Cursor { parameter, .. } = paging.next_page {
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

    /// Records a page and returns it. A page that isn't a success is the last one.
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

    /// Records the URL of the first page, so that a link back to it is detected.
    fn note_first(&mut self, settings: &Settings) {
        if self.pages > 0 || !matches!(self.paging.next_page, NextPage::Link { .. }) {
            return;
        }
        if let Ok(address) = self.draft.address(settings) {
            self.seen.insert(link::normal(&address));
        }
    }

    /// How the page after this one is requested.
    fn next(&mut self, page: &Response<Bytes>, settings: &Settings) -> Result<Option<Mark>, &'static str> {
        let body =
            json(self.draft.spec, page, self.draft.lenient.is_some()).map_err(|_| "the page is not JSON")?;
        let find = |path| path::find(&body, path).map_err(|path::NoJson| "the page is not JSON");
        if let Some(more) = self.paging.more {
            if find(more)? == Some("false") {
                return Ok(None);
            }
        }
        let mark = match self.paging.next_page {
            NextPage::Cursor { parameter, next } => find(next)?
                .filter(|cursor| path::scalar(cursor).is_some())
                .map(|cursor| Mark::Parameter(parameter, cursor.to_owned())),
            NextPage::Offset { parameter } => self.counted(find(self.paging.items)?)?.map(|count| {
                let next = self.number(parameter, 0).saturating_add(count);
                Mark::Parameter(parameter, next.to_string())
            }),
            NextPage::Page { parameter, first } => self.counted(find(self.paging.items)?)?.map(|_| {
                let next = self.number(parameter, first).saturating_add(1);
                Mark::Parameter(parameter, next.to_string())
            }),
            NextPage::Link { next } => {
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

    /// Changes the call to the one for the next page. A page that was requested before is an error, since it would repeat
    /// for ever.
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
            Err("the pages form a cycle: the next page was requested before")
        }
    }

    /// The number of items on a page; `None` for an empty page, which is the last one. A server that doesn't know the parameter,
    /// or repeats its last page, sends the same items again. That is an error.
    fn counted(&mut self, items: Option<&str>) -> Result<Option<i64>, &'static str> {
        let Some(items) = items else { return Ok(None) };
        let count = path::count(items).ok_or("the page has no list of items")?;
        let mut hasher = DefaultHasher::new();
        items.hash(&mut hasher);
        if self.is_circle(hasher.finish()) && count > 0 {
            return Err("the pages form a cycle: they repeat the items of earlier pages");
        }
        Ok((count > 0).then_some(count as i64))
    }

    /// Whether the pages since the last equal page repeat the pages before it. A single page may occur twice, but not together
    /// with the same neighbours.
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
            .map_err(|_| "the page has no valid URL")?;
        link::resolve(target, &from).ok_or("the URL of the next page doesn't have the same origin")
    }
}
