//! Asynchronous streams of pages.

use super::turning::{Begin, Turning};
use super::{Paged, elements};
use crate::runtime::http::client::Inner;
use crate::runtime::http::engine::asynchronous;
use crate::runtime::http::engine::unfold::Unfold;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::http::response::typed::decode_with;
use crate::runtime::http::{Async, BoxFuture, Error, Lenient, Response};
use bytes::Bytes;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::vec;

/// The pages of a response: a [`Stream`] that makes one call for each page. It ends after an error; a page that leads back
/// to an earlier page is an error too.
pub struct Pages<O> {
    steps: Unfold<Box<Source>, Result<Response<Bytes>, Box<Failure>>>,
    lenient: Option<Lenient>,
    operation: PhantomData<fn() -> O>,
}

/// The items of all pages, one after the other: a [`Stream`]. See [`Pages`].
pub struct PagedItems<O: Paged> {
    pages: Pages<O>,
    here: vec::IntoIter<O::Element>,
}

struct Source {
    client: Arc<Inner<Async>>,
    turning: Turning,
}

impl<O: Paged> Pages<O> {
    pub(crate) fn new(client: Arc<Inner<Async>>, draft: Box<Draft>) -> Self {
        let lenient = draft.lenient.clone();
        let turning = Turning::new(draft, O::PAGINATION);
        let source = Box::new(Source { client, turning });
        Self {
            steps: Unfold::new(source, |source| Box::pin(source.step())),
            lenient,
            operation: PhantomData,
        }
    }

    /// Sets how many pages there may be; one more is an error. The default is 10,000; `None` for no limit. To stop early, drop
    /// the stream.
    #[must_use]
    pub fn max_pages(mut self, pages: impl Into<Option<u32>>) -> Self {
        let pages = pages.into();
        self.steps.change(|source| source.turning.limit(pages));
        self
    }

    /// The next page; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The items of all pages, one after the other.
    pub fn items(self) -> PagedItems<O> {
        PagedItems {
            pages: self,
            here: Vec::new().into_iter(),
        }
    }
}

impl<O: Paged> PagedItems<O> {
    /// The next item; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<O::Element, Error<O::Error>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Source {
    async fn step(mut self: Box<Self>) -> (Box<Self>, Option<Result<Response<Bytes>, Box<Failure>>>) {
        match self.turning.begin() {
            Begin::Ask => {}
            Begin::Fail(failure) => return (self, Some(Err(failure))),
            Begin::End => return (self, None),
        }
        let page = asynchronous::ask(&self.client, &self.turning.draft).await;
        let page = self.turning.turned(page, &self.client.settings);
        (self, Some(page))
    }
}

impl<O: Paged> Stream for Pages<O> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Poll::Ready(page) = self.steps.poll(context) else {
            return Poll::Pending;
        };
        let page = page.map(|page| Ok(decode_with::<O>(page?, self.lenient.as_ref())?.body));
        if matches!(page, Some(Err(_))) {
            self.steps.end();
        }
        Poll::Ready(page)
    }
}

impl<O: Paged> Stream for PagedItems<O> {
    type Item = Result<O::Element, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.here.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Poll::Ready(page) = self.pages.steps.poll(context) else {
                return Poll::Pending;
            };
            match page.map(|page| elements::<O>(page?, self.pages.lenient.as_ref())) {
                Some(Ok(items)) => self.here = items.into_iter(),
                Some(Err(error)) => {
                    self.pages.steps.end();
                    return Poll::Ready(Some(Err(error)));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

// The buffered items are behind a pointer.
impl<O: Paged> Unpin for PagedItems<O> {}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &O::SPEC.id)
            .finish_non_exhaustive()
    }
}

impl<O: Paged> fmt::Debug for PagedItems<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PagedItems").field(&self.pages).finish()
    }
}
