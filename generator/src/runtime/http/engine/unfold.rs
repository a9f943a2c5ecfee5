//! A stream made of asynchronous steps. Each step owns the state, and returns it together with an item.

use crate::runtime::http::BoxFuture;
use std::future::Future;
use std::task::{Context, Poll};

/// A stream of steps. It ends after a step that returns no item.
pub(crate) struct Unfold<S, T> {
    state: State<S, T>,
    step: fn(S) -> BoxFuture<'static, (S, Option<T>)>,
}

enum State<S, T> {
    Idle(S),
    Waiting(BoxFuture<'static, (S, Option<T>)>),
    Ended,
}

impl<S, T> Unfold<S, T> {
    pub(crate) const fn new(state: S, step: fn(S) -> BoxFuture<'static, (S, Option<T>)>) -> Self {
        Self {
            state: State::Idle(state),
            step,
        }
    }

    /// Changes the state between two steps.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut S)) {
        if let State::Idle(state) = &mut self.state {
            change(state);
        }
    }

    /// Ends the stream.
    pub(crate) fn end(&mut self) {
        self.state = State::Ended;
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
        let mut waiting = match std::mem::replace(&mut self.state, State::Ended) {
            State::Idle(state) => (self.step)(state),
            State::Waiting(waiting) => waiting,
            State::Ended => return Poll::Ready(None),
        };
        let Poll::Ready((state, found)) = waiting.as_mut().poll(context) else {
            self.state = State::Waiting(waiting);
            return Poll::Pending;
        };
        if found.is_some() {
            self.state = State::Idle(state);
        }
        Poll::Ready(found)
    }
}
