//! Answers that come in pages: how one leads to the next, and the sequence that they make.

mod asked;
mod asynchronous;
mod blocking;
pub(crate) mod link;
pub(crate) mod path;
pub(crate) mod reference;
mod turning;

pub use asynchronous::{PagedItems, Pages};
pub use blocking::{BlockingPagedItems, BlockingPages};

use crate::runtime::http::error::Failure;
use crate::runtime::http::response::decode::{classify, decode_with, readable, tolerated};
use crate::runtime::http::{Error, ErrorKind, Lenient, Media, Operation, Response, Spec, xml};
use crate::runtime::json::{Schema, decode, decode_tolerantly};
use bytes::Bytes;

/// An operation whose answers come in pages.
pub trait Paged: Operation {
    /// What a page lists.
    type Element: Schema + Send + 'static;
    /// How one page leads to the next.
    const PAGING: &'static Paging;
}

/// How one page leads to the next. ParameterSpans in an answer are paths such as `$.data[-1].id`: names, and `[-1]` for the last
/// one of a list.
#[derive(Debug)]
pub struct Paging {
    pub(crate) turn: Turn,
    /// Where `false` says that this page is the last one.
    pub(crate) more: Option<&'static str>,
    /// Where a page lists what it holds.
    pub(crate) items: &'static str,
}

/// What asks for the next page. A parameter is one of the query or, where it begins with `$.`, a place in the JSON body of
/// the request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Turn {
    /// This parameter, with what the page has at this place; nothing there ends it.
    Cursor {
        parameter: &'static str,
        next: &'static str,
    },
    /// This parameter, with how many items came so far; an empty page ends it.
    Offset { parameter: &'static str },
    /// This parameter, one higher; an empty page ends it.
    Page { parameter: &'static str, first: i64 },
    /// The address in the header `Link` (RFC 8288) or, where it is named, in this place of the page.
    Link { next: Option<&'static str> },
}

impl Paging {
    pub(crate) const fn by(turn: Turn) -> Self {
        Self {
            turn,
            more: None,
            items: "$",
        }
    }

    /// Sets where `false` says that a page is the last one.
    pub const fn more(self, path: &'static str) -> Self {
        Self {
            more: Some(path),
            ..self
        }
    }

    /// Sets where a page lists what it holds; by default it is a list.
    pub const fn items(self, path: &'static str) -> Self {
        Self { items: path, ..self }
    }
}

/// What a page lists.
fn elements<O: Paged>(
    answer: Response<Bytes>,
    lenient: Option<&Lenient>,
) -> Result<Vec<O::Element>, Error<O::Error>> {
    let mut all = Vec::<O::Element>::placeholder();
    // What isn't as it is documented is read as a whole, which tells.
    let (Ok(case), Ok(page)) = (
        classify(O::SPEC, &answer),
        json(O::SPEC, &answer, lenient.is_some()),
    ) else {
        return decode_with::<O>(answer.clone(), lenient).and_then(|_| listed::<O>(&answer, lenient));
    };
    let read = match path::find(&page, O::PAGING.items) {
        Ok(Some(text)) if !case.error => decode(text.as_bytes(), all.slot()),
        // An error, or no page: the whole answer tells.
        _ => return decode_with::<O>(answer, lenient).map(|_| all),
    };
    if read.is_err() && lenient.is_some() {
        return decode_with::<O>(answer.clone(), lenient).and_then(|_| listed::<O>(&answer, lenient));
    }
    read.map(|()| all).map_err(|error| {
        let mut failure = Failure::answered(ErrorKind::Decode, O::SPEC, &answer, error.to_string());
        let below = error.path().strip_prefix('$').unwrap_or_default();
        failure.path = Some(format!("{}{below}", O::PAGING.items));
        failure.into()
    })
}

/// What a page lists that is put up with.
fn listed<O: Paged>(
    answer: &Response<Bytes>,
    lenient: Option<&Lenient>,
) -> Result<Vec<O::Element>, Error<O::Error>> {
    let mut all = Vec::<O::Element>::placeholder();
    let page = json(O::SPEC, answer, lenient.is_some())?;
    if let Ok(Some(text)) = path::find(&page, O::PAGING.items) {
        decode_tolerantly(text.as_bytes(), all.slot())
            .map_err(|error| Failure::answered(ErrorKind::Decode, O::SPEC, answer, error.to_string()))?;
    }
    Ok(all)
}

/// The JSON of a page, which may have come as XML.
fn json(spec: &Spec, page: &Response<Bytes>, is_lenient: bool) -> Result<Bytes, Box<Failure>> {
    let case = classify(spec, page).or_else(|failure| match tolerated(spec, page) {
        Some((case, _)) if is_lenient => Ok(case),
        Some(_) | None => Err(failure),
    })?;
    match case.media {
        Media::Xml(root) => xml::read(&readable(spec, &case, page)?, root)
            .map(Bytes::from)
            .map_err(|error| Failure::answered(ErrorKind::Decode, spec, page, error.to_string())),
        Media::Json | Media::Text => readable(spec, &case, page),
        Media::Empty | Media::Bytes => Ok(page.body.clone()),
    }
}
