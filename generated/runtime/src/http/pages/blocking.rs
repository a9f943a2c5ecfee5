// Copied from runtime/http/pages/blocking.rs of generator 0.1.0; independent of the description.

//! Blocking iterators over pages.

use super::turning::{Begin, Turning};
use super::{Paged, elements};
use crate::runtime::http::client::Inner;
use crate::runtime::http::engine::blocking;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::http::response::typed::decode_with;
use crate::runtime::http::{Blocking, Error, Response};
use bytes::Bytes;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::vec;

/// The pages of a response: an [`Iterator`] that makes one call for each page. It ends after an error; a page that leads
/// back to an earlier page is an error too.
pub struct BlockingPages<O> {
    client: Arc<Inner<Blocking>>,
    turning: Turning,
    operation: PhantomData<fn() -> O>,
}

/// The items of all pages, one after the other: an [`Iterator`].
pub struct BlockingPagedItems<O: Paged> {
    pages: BlockingPages<O>,
    here: vec::IntoIter<O::Element>,
}

impl<O: Paged> BlockingPages<O> {
    pub(crate) fn new(client: Arc<Inner<Blocking>>, draft: Box<Draft>) -> Self {
        Self {
            client,
            turning: Turning::new(draft, O::PAGINATION),
            operation: PhantomData,
        }
    }

    /// Sets how many pages there may be; one more is an error. The default is 10,000; `None` for no limit. To stop early, stop
    /// iterating.
    #[must_use]
    pub fn max_pages(mut self, pages: impl Into<Option<u32>>) -> Self {
        self.turning.limit(pages.into());
        self
    }

    /// The items of all pages, one after the other.
    pub fn items(self) -> BlockingPagedItems<O> {
        BlockingPagedItems {
            pages: self,
            here: Vec::new().into_iter(),
        }
    }

    fn page(&mut self) -> Option<Result<Response<Bytes>, Box<Failure>>> {
        match self.turning.begin() {
            Begin::Ask => {}
            Begin::Fail(failure) => return Some(Err(failure)),
            Begin::End => return None,
        }
        let page = blocking::run(&self.client, &self.turning.draft);
        Some(self.turning.turned(page, &self.client.settings))
    }
}

impl<O: Paged> Iterator for BlockingPages<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        let page = self.page();
        let lenient = self.turning.draft.lenient.as_ref();
        let read = |page: Result<_, Box<Failure>>| Ok(decode_with::<O>(page?, lenient)?.body);
        let page = page.map(read);
        if matches!(page, Some(Err(_))) {
            self.turning.end();
        }
        page
    }
}

impl<O: Paged> Iterator for BlockingPagedItems<O> {
    type Item = Result<O::Element, Error<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.here.next() {
                return Some(Ok(item));
            }
            let page = self.pages.page()?.map_err(Error::from);
            let lenient = self.pages.turning.draft.lenient.as_ref();
            match page.and_then(|page| elements::<O>(page, lenient)) {
                Ok(items) => self.here = items.into_iter(),
                Err(error) => {
                    self.pages.turning.end();
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<O: Paged> fmt::Debug for BlockingPages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingPages")
            .field("operation", &O::SPEC.id)
            .finish_non_exhaustive()
    }
}

impl<O: Paged> fmt::Debug for BlockingPagedItems<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingPagedItems").field(&self.pages).finish()
    }
}
