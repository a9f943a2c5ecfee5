//! Sends calls: attempts, time limits, pauses between attempts, and reading the response within limits. The decisions are
//! here and pure. The two loops that carry them out, one for each mode, are in submodules.

pub(crate) mod asynchronous;
pub(crate) mod blocking;
mod body_collector;
pub(crate) mod date;
pub(crate) mod platform;
pub(crate) mod retry;
mod trace;
pub(crate) mod unfold;

use crate::runtime::http::client::Settings;
use crate::runtime::http::client::middleware::{Attempt, CallContext};
use crate::runtime::http::engine::platform::{Instant, SystemTime};
use crate::runtime::http::engine::retry::{is_idempotent, is_repeatable, retry_after};
use crate::runtime::http::engine::trace::Trace;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::request::encode::Draft;
use crate::runtime::http::response::decode::{find, other_success};
use crate::runtime::http::{
    DeferredAuth, ErrorKind, Lenient, Request, Response, RetryPolicy, Spec, TimeoutKind, TransportError,
};
use bytes::Bytes;
use http::StatusCode;
use std::time::Duration;

/// The result of a call whose body is left to the caller.
pub(crate) enum Opened<B> {
    /// A documented success, whose body has not been read.
    Body(Response<B>),
    /// Any other response, read completely.
    Response(Response<Bytes>),
}

/// The state of a call while it runs.
pub(crate) struct CallState<'a> {
    spec: &'static Spec,
    draft: &'a Draft,
    /// The request of the first attempt, until it is sent. Few calls need a second one.
    first: Option<Request>,
    /// The request as call middleware changed it, if there is any. Further attempts can't be made from the draft then.
    changed: Option<Box<Request>>,
    is_replayable: bool,
    /// The authenticators that run at each attempt.
    deferred: DeferredAuth,
    /// Whether a 401 has already caused another attempt.
    renewed: bool,
    settings: &'a Settings,
    policy: &'a RetryPolicy,
    attempt_timeout: Option<Duration>,
    deadline: Option<Instant>,
    /// The number of attempts so far, including the current one.
    attempt: u32,
    /// Whether an earlier attempt may have taken effect.
    earlier_effect: bool,
    /// How many layers of call middleware will see the response.
    layers: usize,
    /// The result that call middleware returned in place of any attempt.
    early: Option<Box<Result<Response<Bytes>, TransportError>>>,
    trace: Trace,
    current: Current,
}

/// The current attempt.
struct Current {
    layers: usize,
    start: Instant,
    trace: Trace,
    /// The request with the credentials that authenticators added, if there are any.
    authenticated: Option<Box<Request>>,
}

/// How an attempt proceeds.
enum Step {
    Send(Request),
    /// Middleware responded in place of the server.
    Response(Response<Bytes>),
}

/// How a call proceeds after an attempt.
enum Next {
    Pause(Duration),
    End(Result<Response<Bytes>, Box<Failure>>),
}

impl<'a> CallState<'a> {
    fn new(settings: &'a Settings, draft: &'a Draft, now: Instant) -> Result<Self, Box<Failure>> {
        let total = draft.timeout.unwrap_or(settings.total_timeout);
        let (mut request, deferred) = draft.request(settings)?;
        let trace = Trace::call(draft.spec, &request);
        let context = CallContext::new(draft.spec, 0);
        let around = draft.around_calls(settings);
        let entered = trace.within(|| around.enter(&mut request, &context));
        let current = Current {
            layers: 0,
            start: now,
            trace: trace.clone(),
            authenticated: None,
        };
        Ok(Self {
            spec: draft.spec,
            draft,
            changed: (!around.is_empty()).then(|| Box::new(request.clone())),
            is_replayable: request.body.is_replayable(),
            first: Some(request),
            deferred,
            renewed: false,
            settings,
            policy: draft.retry.as_ref().unwrap_or(&settings.retry),
            attempt_timeout: draft.attempt_timeout.unwrap_or(settings.attempt_timeout),
            deadline: total.and_then(|total| now.checked_add(total)),
            attempt: 0,
            earlier_effect: false,
            layers: entered.layers,
            early: entered.response.map(Box::new),
            trace,
            current,
        })
    }

    /// The request of the next attempt, with the same bytes as the one before.
    fn request(&mut self) -> Result<Request, Box<Failure>> {
        match (self.first.take(), &self.changed) {
            (Some(first), _) => Ok(first),
            (None, Some(changed)) => Ok(Request::clone(changed)),
            (None, None) => Ok(self.draft.request(self.settings)?.0),
        }
    }

    /// The time limit of the next attempt.
    fn begin(&self, now: Instant) -> Result<Deadline, Box<Failure>> {
        if self.deadline.is_some_and(|deadline| deadline <= now) {
            let mut failure = Failure::timeout(self.spec, TimeoutKind::Total);
            failure.not_begun = true;
            return Err(failure);
        }
        let attempt = self
            .attempt_timeout
            .and_then(|timeout| Some((now.checked_add(timeout)?, TimeoutKind::Attempt)));
        let total = self.deadline.map(|deadline| (deadline, TimeoutKind::Total));
        let end = attempt.into_iter().chain(total).min_by_key(|(end, _)| *end);
        Ok(Deadline {
            end,
            stall: self.settings.stall_timeout,
        })
    }

    /// Starts the next attempt, unless middleware has already responded to the call.
    fn start(&mut self, now: Instant) -> Result<Step, Box<Failure>> {
        if let Some(early) = self.early.take() {
            let failed = |error| Failure::transport(self.spec, error);
            return early.map(Step::Response).map_err(failed);
        }
        self.attempt += 1;
        self.current.layers = 0;
        let request = self.request()?;
        self.current = Current {
            layers: 0,
            start: now,
            trace: self.trace.attempt(self.spec, &request, self.attempt),
            authenticated: None,
        };
        Ok(Step::Send(request))
    }

    /// Passes the authenticated attempt to the attempt middleware.
    fn enter(&mut self, mut request: Request) -> Result<Step, Box<Failure>> {
        self.current.authenticated = (!self.deferred.is_empty()).then(|| Box::new(request.clone()));
        let context = CallContext::new(self.spec, self.attempt);
        let trace = &self.current.trace;
        let around = self.draft.around_attempts(self.settings);
        let entered = trace.within(|| around.enter(&mut request, &context));
        self.current.layers = entered.layers;
        match entered.response {
            Some(response) => {
                let failed = |error| Failure::transport(self.spec, error);
                response.map(Step::Response).map_err(failed)
            }
            None => Ok(Step::Send(request)),
        }
    }

    fn is_success<B>(&self, response: &Response<B>) -> bool {
        is_success(self.spec, response, self.draft.lenient.as_ref())
    }

    /// Decides after an attempt whether to make another one or to end the call.
    fn after(&mut self, mut outcome: Result<Response<Bytes>, Box<Failure>>, now: Instant) -> Next {
        self.leave(&mut outcome, |body| Some(body));
        let pause = match self.renews(&outcome) {
            true => Some(Duration::ZERO),
            false => self.pause(&outcome, now),
        };
        self.report(&outcome, pause, now);
        match pause {
            Some(pause) => {
                self.earlier_effect |= outcome_of(&outcome).may_have_taken_effect();
                Next::Pause(pause)
            }
            None => Next::End(self.end(outcome, |body| Some(body))),
        }
    }

    /// Ends a call with the response of this attempt, whose body has not been read.
    fn opened<B>(&self, response: Response<B>, now: Instant) -> Result<Response<B>, Box<Failure>> {
        let mut outcome = Ok(response);
        self.leave(&mut outcome, |_| None);
        self.report(&outcome, None, now);
        self.end(outcome, |_| None)
    }

    fn leave<B>(
        &self,
        outcome: &mut Result<Response<B>, Box<Failure>>,
        body: fn(&mut B) -> Option<&mut Bytes>,
    ) {
        let current = &self.current;
        let context = CallContext::new(self.spec, self.attempt);
        let layers = self.draft.around_attempts(self.settings);
        current
            .trace
            .within(|| layers.leave(current.layers, outcome, body, &context));
    }

    /// Reports an attempt to the hooks. A call that middleware responded to made no attempt.
    fn report<B>(&self, outcome: &Result<Response<B>, Box<Failure>>, pause: Option<Duration>, now: Instant) {
        if self.attempt == 0 {
            return;
        }
        self.current.trace.end(status(outcome));
        let attempt = || Attempt {
            context: CallContext::new(self.spec, self.attempt),
            status: match outcome {
                Ok(response) => Some(response.status),
                Err(failure) => failure.response.as_ref().map(|response| response.status),
            },
            error: outcome.as_ref().err().map(|failure| failure.kind),
            duration: now.saturating_duration_since(self.current.start),
            pause,
        };
        if trace::HAS_EVENTS {
            self.current.trace.attempted(&attempt());
        }
        for hook in self.draft.hooks(self.settings) {
            hook(&attempt());
        }
    }

    /// Ends the call with this outcome.
    fn end<B>(
        &self,
        mut outcome: Result<Response<B>, Box<Failure>>,
        body: fn(&mut B) -> Option<&mut Bytes>,
    ) -> Result<Response<B>, Box<Failure>> {
        let context = CallContext::new(self.spec, self.attempt);
        let layers = self.draft.around_calls(self.settings);
        self.trace
            .within(|| layers.leave(self.layers, &mut outcome, body, &context));
        match &mut outcome {
            Ok(response) => response.earlier_effect = self.earlier_effect,
            Err(failure) => {
                failure.earlier_effect = self.earlier_effect;
                failure.idempotent = is_idempotent(self.spec.method);
            }
        }
        self.trace.end(status(&outcome));
        outcome
    }

    /// Whether an attempt with status 401 is repeated with new credentials. This happens at most once for a call.
    fn renews(&mut self, outcome: &Result<Response<Bytes>, Box<Failure>>) -> bool {
        let is_refused = outcome
            .as_ref()
            .is_ok_and(|response| response.status == StatusCode::UNAUTHORIZED);
        let Some(sent) = self.current.authenticated.as_ref().filter(|_| is_refused) else {
            return false;
        };
        // Each authenticator is notified, since any of them may have caused the 401.
        let renewed = self
            .deferred
            .iter()
            .filter(|deferred| deferred.on_unauthorized(sent))
            .count()
            > 0;
        let again = renewed && !self.renewed && self.is_replayable;
        self.renewed |= renewed;
        again
    }

    /// How long to pause before another attempt; `None` if this outcome ends the call.
    fn pause(&self, outcome: &Result<Response<Bytes>, Box<Failure>>, now: Instant) -> Option<Duration> {
        let headers = match outcome {
            Ok(response) => Some(&response.headers),
            Err(failure) => failure.response.as_ref().map(|response| &response.headers),
        };
        let outcome = outcome_of(outcome);
        if let retry::Outcome::Status(status) = outcome {
            if !retry::is_transient(status) {
                self.settings.budget.earn();
            }
        }
        let was_sent = self.attempt > 0;
        let asked = headers.and_then(|headers| retry_after(headers, SystemTime::now()));
        let is_allowed = self
            .policy
            .allows(self.attempt, is_repeatable(self.spec), outcome, asked.is_some());
        if !was_sent || !is_allowed || !self.is_replayable {
            return None;
        }
        let pause = self.policy.pause(self.attempt, asked, retry::random())?;
        // A pause beyond the call's deadline would only delay the error.
        let in_time = self
            .deadline
            .is_none_or(|deadline| now.checked_add(pause).is_some_and(|then| then < deadline));
        (in_time && self.settings.budget.take()).then_some(pause)
    }
}

/// The outcome of an attempt, as the retry policy sees it.
fn outcome_of(outcome: &Result<Response<Bytes>, Box<Failure>>) -> retry::Outcome {
    match outcome {
        Ok(response) => retry::Outcome::Status(response.status),
        Err(failure) => failure.outcome(),
    }
}

/// Whether the response is a documented success, or one that a lenient client accepts.
pub(crate) fn is_success<B>(spec: &Spec, response: &Response<B>, lenient: Option<&Lenient>) -> bool {
    match find(spec.responses, response.status.as_u16(), None) {
        Some(case) => !case.error,
        None => lenient.is_some() && other_success(spec, response.status, None).is_some(),
    }
}

fn status<B>(outcome: &Result<Response<B>, Box<Failure>>) -> Result<StatusCode, &Failure> {
    match outcome {
        Ok(response) => Ok(response.status),
        Err(failure) => Err(failure),
    }
}

/// The time limits of an attempt.
#[derive(Clone, Copy)]
struct Deadline {
    end: Option<(Instant, TimeoutKind)>,
    stall: Option<Duration>,
}

impl Deadline {
    /// The time that is left, and which timeout then expires.
    fn left(&self, now: Instant) -> Option<(Duration, TimeoutKind)> {
        self.end
            .map(|(end, kind)| (end.saturating_duration_since(now), kind))
    }

    /// How long to wait for the next chunk of a body.
    fn patience(&self, now: Instant) -> Option<(Duration, TimeoutKind)> {
        let stall = self.stall.map(|stall| (stall, TimeoutKind::Stall));
        self.left(now)
            .into_iter()
            .chain(stall)
            .min_by_key(|(left, _)| *left)
    }

    /// The timeout that has expired, if any.
    fn over(&self, now: Instant) -> Option<TimeoutKind> {
        self.end.filter(|(end, _)| *end <= now).map(|(_, kind)| kind)
    }
}
