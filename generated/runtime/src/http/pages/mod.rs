// Copied from runtime/http/pages/mod.rs of generator 0.1.0; independent of the description.

//! Pagination: how a page leads to the next one, and the sequence of pages.

mod asked;
mod asynchronous;
mod blocking;
pub(crate) mod link;
pub(crate) mod path;
pub(crate) mod reference;
mod turning;

pub use asynchronous::{PagedItems, Pages};
pub use blocking::{BlockingPagedItems, BlockingPages};

use crate::runtime::http::failure::Failure;
use crate::runtime::http::response::decode::{classify, readable, tolerated};
use crate::runtime::http::response::typed::decode_with;
use crate::runtime::http::{Error, ErrorKind, Lenient, Media, Operation, Response, Spec, xml};
use crate::runtime::json::{Schema, decode, decode_tolerantly};
use bytes::Bytes;

/// An operation whose responses are pages.
pub trait Paged: Operation {
    /// The type of an item in a page.
    type Element: Schema + Send + 'static;
    /// How a page leads to the next one.
    const PAGINATION: &'static Pagination;
}

/// How a page leads to the next one. Places in a response are paths such as `$.data[-1].id`: names, and `[-1]` for the last
/// item of a list.
#[derive(Debug)]
pub struct Pagination {
    pub(crate) next_page: NextPage,
    /// The place of a boolean that is `false` on the last page.
    pub(crate) more: Option<&'static str>,
    /// The place of the list of items.
    pub(crate) items: &'static str,
}

/// How the next page is requested. A parameter is a query parameter or, if it starts with `$.`, a place in the JSON body of
/// the request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum NextPage {
    /// Sends this parameter with the value at this place of the page. The last page has no value there.
    Cursor {
        parameter: &'static str,
        next: &'static str,
    },
    /// Sends this parameter with the number of items so far. An empty page is the last one.
    Offset { parameter: &'static str },
    /// Sends this parameter with a page number that increases by one. An empty page is the last one.
    Page { parameter: &'static str, first: i64 },
    /// Follows the URL in the header `Link` (RFC 8288), or at this place of the page if there is one.
    Link { next: Option<&'static str> },
}

impl Pagination {
    pub(crate) const fn by(next_page: NextPage) -> Self {
        Self {
            next_page,
            more: None,
            items: "$",
        }
    }

    /// Sets the place of a boolean that is `false` on the last page.
    pub const fn more(self, path: &'static str) -> Self {
        Self {
            more: Some(path),
            ..self
        }
    }

    /// Sets the place of the list of items. By default the page itself is the list.
    pub const fn items(self, path: &'static str) -> Self {
        Self { items: path, ..self }
    }
}

/// The items of a page.
fn elements<O: Paged>(
    response: Response<Bytes>,
    lenient: Option<&Lenient>,
) -> Result<Vec<O::Element>, Error<O::Error>> {
    let mut all = Vec::<O::Element>::placeholder();
    // A page that doesn't match the description is decoded as a whole, which reports the error.
    let (Ok(case), Ok(page)) = (
        classify(O::SPEC, &response),
        json(O::SPEC, &response, lenient.is_some()),
    ) else {
        return decode_with::<O>(response.clone(), lenient).and_then(|_| listed::<O>(&response, lenient));
    };
    let read = match path::find(&page, O::PAGINATION.items) {
        Ok(Some(text)) if !case.error => decode(text.as_bytes(), all.slot()),
        // For an error or an undocumented page, decoding the whole response reports the error.
        _ => return decode_with::<O>(response, lenient).map(|_| all),
    };
    if read.is_err() && lenient.is_some() {
        return decode_with::<O>(response.clone(), lenient).and_then(|_| listed::<O>(&response, lenient));
    }
    read.map(|()| all).map_err(|error| {
        let mut failure = Failure::from_response(ErrorKind::Decode, O::SPEC, &response, error.to_string());
        let below = error.path().strip_prefix('$').unwrap_or_default();
        failure.path = Some(format!("{}{below}", O::PAGINATION.items));
        failure.into()
    })
}

/// The items of a page that a lenient client accepts.
fn listed<O: Paged>(
    response: &Response<Bytes>,
    lenient: Option<&Lenient>,
) -> Result<Vec<O::Element>, Error<O::Error>> {
    let mut all = Vec::<O::Element>::placeholder();
    let page = json(O::SPEC, response, lenient.is_some())?;
    if let Ok(Some(text)) = path::find(&page, O::PAGINATION.items) {
        decode_tolerantly(text.as_bytes(), all.slot()).map_err(|error| {
            Failure::from_response(ErrorKind::Decode, O::SPEC, response, error.to_string())
        })?;
    }
    Ok(all)
}

/// The JSON of a page, converted if the page is XML.
fn json(spec: &Spec, page: &Response<Bytes>, is_lenient: bool) -> Result<Bytes, Box<Failure>> {
    let case = classify(spec, page).or_else(|failure| match tolerated(spec, page) {
        Some((case, _)) if is_lenient => Ok(case),
        Some(_) | None => Err(failure),
    })?;
    match case.media {
        Media::Xml(root) => xml::read(&readable(spec, &case, page)?, root)
            .map(Bytes::from)
            .map_err(|error| Failure::from_response(ErrorKind::Decode, spec, page, error.to_string())),
        Media::Json | Media::Text => readable(spec, &case, page),
        Media::Empty | Media::Bytes => Ok(page.body.clone()),
    }
}
