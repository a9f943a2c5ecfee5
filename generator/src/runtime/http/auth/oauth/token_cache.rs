//! One token for many calls: which call fetches it, which ones wait, and when it expires. This module must not know HTTP.

use crate::runtime::http::engine::platform::{HAS_THREADS, Instant};
use crate::runtime::http::{AuthError, Secret};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// The current token, and the state of the fetch for the next one.
#[derive(Default)]
pub(super) struct TokenCache {
    state: Mutex<State>,
    finished: Condvar,
}

#[derive(Default)]
struct State {
    /// The token and its expiry; `None` if the server declared none.
    token: Option<(Secret, Option<Instant>)>,
    refresh: Option<Secret>,
    /// The number of the fetch in progress, counted from 1.
    fetching: Option<u64>,
    count: u64,
    /// The number and the error of the last fetch that failed.
    failed: Option<(u64, AuthError)>,
    waiting: Vec<Waker>,
}

/// The result of a fetch.
pub(super) struct Fetched {
    pub(super) token: Secret,
    pub(super) until: Option<Instant>,
    /// The refresh token, if the server issued a new one.
    pub(super) refresh: Option<Secret>,
}

/// How a call that needs a token proceeds.
pub(super) enum Claim<'f> {
    Token(Secret),
    Fetch(Ticket<'f>),
    /// Wait for the fetch with this number.
    Wait(u64),
}

/// The right to fetch a token. If it is dropped without a result, another call may fetch.
pub(super) struct Ticket<'f> {
    cache: &'f TokenCache,
}

impl TokenCache {
    pub(super) fn refreshing(token: Secret) -> Self {
        let cache = Self::default();
        cache.state().refresh = Some(token);
        cache
    }

    pub(super) fn start_with(&self, token: Secret, until: Option<Instant>) {
        self.state().token = Some((token, until));
    }

    pub(super) fn refresh_token(&self) -> Option<Secret> {
        self.state().refresh.clone()
    }

    pub(super) fn claim(&self, now: Instant) -> Claim<'_> {
        let mut state = self.state();
        let good = state
            .token
            .as_ref()
            .filter(|(_, until)| until.is_none_or(|until| now < until));
        match (good, state.fetching) {
            (Some((token, _)), _) => Claim::Token(token.clone()),
            (None, Some(number)) => Claim::Wait(number),
            (None, None) => {
                state.count += 1;
                state.fetching = Some(state.count);
                Claim::Fetch(Ticket { cache: self })
            }
        }
    }

    /// Ready once the fetch with this number is over.
    pub(super) fn poll_finished(&self, number: u64, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state();
        if state.fetching != Some(number) {
            return Poll::Ready(());
        }
        let is_known = state.waiting.iter().any(|waker| waker.will_wake(context.waker()));
        if !is_known {
            state.waiting.push(context.waker().clone());
        }
        Poll::Pending
    }

    /// Waits until the fetch with this number is over, for at most `limit`. Without threads it doesn't wait but fails.
    pub(super) fn wait_finished(&self, number: u64, limit: Option<Duration>) -> Result<(), AuthError> {
        if !HAS_THREADS {
            return Err(AuthError::late());
        }
        let is_fetching = |state: &mut State| state.fetching == Some(number);
        let state = self.state();
        match limit {
            None => drop(self.finished.wait_while(state, is_fetching)),
            Some(limit) => {
                let waited = self.finished.wait_timeout_while(state, limit, is_fetching);
                let (_state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
                if waited.timed_out() {
                    return Err(AuthError::late());
                }
            }
        }
        Ok(())
    }

    /// The error of the fetch with this number, if it failed. Calls that waited for it share the error and don't fetch again.
    pub(super) fn outcome(&self, number: u64) -> Result<(), AuthError> {
        match &self.state().failed {
            Some((failed, error)) if *failed == number => Err(error.clone()),
            Some(_) | None => Ok(()),
        }
    }

    /// Discards this token if it is the current one.
    pub(super) fn forget(&self, token: &str) {
        let mut state = self.state();
        if state
            .token
            .as_ref()
            .is_some_and(|(present, _)| present.expose() == token)
        {
            state.token = None;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ticket<'_> {
    pub(super) fn finish(self, fetched: Result<Fetched, AuthError>) -> Result<Secret, AuthError> {
        let mut state = self.cache.state();
        match fetched {
            Ok(fetched) => {
                // If the server issues no new refresh token, the old one stays valid (RFC 6749, section 6).
                let is_refreshing = state.refresh.is_some();
                state.refresh = fetched.refresh.filter(|_| is_refreshing).or(state.refresh.take());
                state.token = Some((fetched.token.clone(), fetched.until));
                Ok(fetched.token)
            }
            Err(error) => {
                state.failed = state.fetching.map(|number| (number, error.clone()));
                Err(error)
            }
        }
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.cache.state();
            state.fetching = None;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
        self.cache.finished.notify_all();
    }
}
