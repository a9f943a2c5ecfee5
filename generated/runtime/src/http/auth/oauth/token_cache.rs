// Copied from runtime/http/auth/oauth/token_cache.rs of generator 0.1.0; not from the description.

//! One token for many calls: who fetches it, who waits for that, and when it is no longer good. It must not know HTTP.

use crate::runtime::http::engine::platform::{HAS_THREADS, Instant};
use crate::runtime::http::{AuthError, Secret};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// The token, and whoever is on the way to fetch the next.
#[derive(Default)]
pub(super) struct TokenCache {
    state: Mutex<State>,
    landed: Condvar,
}

#[derive(Default)]
struct State {
    /// Until when it is good; `None` where nothing was said.
    token: Option<(Secret, Option<Instant>)>,
    refresh: Option<Secret>,
    /// The fetch that is under way, counted from 1.
    flying: Option<u64>,
    count: u64,
    /// Why the last fetch that failed did so.
    failed: Option<(u64, AuthError)>,
    waiting: Vec<Waker>,
}

/// What came of a fetch.
pub(super) struct Fetched {
    pub(super) token: Secret,
    pub(super) until: Option<Instant>,
    /// The refresh token, where it is a new one.
    pub(super) refresh: Option<Secret>,
}

/// What a call that needs a token is to do.
pub(super) enum Claim<'f> {
    Token(Secret),
    Fetch(Ticket<'f>),
    /// Wait for the fetch of this number.
    Wait(u64),
}

/// The right to fetch. Dropped without a result, another may.
pub(super) struct Ticket<'f> {
    flight: &'f TokenCache,
}

impl TokenCache {
    pub(super) fn refreshing(token: Secret) -> Self {
        let flight = Self::default();
        flight.state().refresh = Some(token);
        flight
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
        match (good, state.flying) {
            (Some((token, _)), _) => Claim::Token(token.clone()),
            (None, Some(number)) => Claim::Wait(number),
            (None, None) => {
                state.count += 1;
                state.flying = Some(state.count);
                Claim::Fetch(Ticket { flight: self })
            }
        }
    }

    /// Ready once the fetch of this number is over.
    pub(super) fn poll_landed(&self, number: u64, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state();
        if state.flying != Some(number) {
            return Poll::Ready(());
        }
        let is_known = state.waiting.iter().any(|waker| waker.will_wake(context.waker()));
        if !is_known {
            state.waiting.push(context.waker().clone());
        }
        Poll::Pending
    }

    /// Waits until the fetch of this number is over, but no longer than `limit`; where nothing else goes on, not at all.
    pub(super) fn wait_landed(&self, number: u64, limit: Option<Duration>) -> Result<(), AuthError> {
        if !HAS_THREADS {
            return Err(AuthError::late());
        }
        let is_flying = |state: &mut State| state.flying == Some(number);
        let state = self.state();
        match limit {
            None => drop(self.landed.wait_while(state, is_flying)),
            Some(limit) => {
                let waited = self.landed.wait_timeout_while(state, limit, is_flying);
                let (_state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
                if waited.timed_out() {
                    return Err(AuthError::late());
                }
            }
        }
        Ok(())
    }

    /// Who waited for a fetch that failed shares its failure: one request is enough to know.
    pub(super) fn outcome(&self, number: u64) -> Result<(), AuthError> {
        match &self.state().failed {
            Some((failed, error)) if *failed == number => Err(error.clone()),
            Some(_) | None => Ok(()),
        }
    }

    /// Forgets this token, if it is the present one.
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
    pub(super) fn land(self, fetched: Result<Fetched, AuthError>) -> Result<Secret, AuthError> {
        let mut state = self.flight.state();
        match fetched {
            Ok(fetched) => {
                // A server that gives no new refresh token goes on with the old one (RFC 6749, section 6).
                let is_refreshing = state.refresh.is_some();
                state.refresh = fetched.refresh.filter(|_| is_refreshing).or(state.refresh.take());
                state.token = Some((fetched.token.clone(), fetched.until));
                Ok(fetched.token)
            }
            Err(error) => {
                state.failed = state.flying.map(|number| (number, error.clone()));
                Err(error)
            }
        }
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.flight.state();
            state.flying = None;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
        self.flight.landed.notify_all();
    }
}
