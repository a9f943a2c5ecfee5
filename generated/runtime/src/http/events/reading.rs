// Copied from runtime/http/events/reading.rs of generator 0.1.0; independent of the description.

//! Decides what happens to a stream of items when its connection ends or breaks. Pure: the two modes carry it out.

use super::check_type;
use super::frames::{Frame, Frames, Framing};
use crate::runtime::http::engine::Opened;
use crate::runtime::http::engine::retry;
use crate::runtime::http::engine::retry::is_idempotent;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::{ErrorKind, Response, RetryPolicy, Spec};
use bytes::Bytes;
use http::StatusCode;
use std::time::Duration;

/// The state of a stream of items that is being read.
pub(super) struct StreamState {
    pub(super) frames: Frames,
    pub(super) spec: &'static Spec,
    policy: RetryPolicy,
    /// The size limit of an item, in bytes.
    limit: u64,
    /// New connections since the last item.
    attempts: u32,
    over: bool,
}

/// The next step.
pub(super) enum Next {
    /// Return this item to the caller.
    Item(Frame),
    /// Read more.
    Read,
    /// Wait for this long, then reconnect.
    Reconnect(Duration),
    /// The stream has ended.
    End,
    /// The stream has ended with an error.
    Fail(Box<Failure>),
}

impl StreamState {
    pub(super) fn new(framing: Framing, spec: &'static Spec, policy: RetryPolicy, limit: u64) -> Self {
        Self {
            frames: Frames::new(framing),
            spec,
            policy,
            limit,
            attempts: 0,
            over: false,
        }
    }

    /// The next step, with what has arrived before.
    pub(super) fn next(&mut self) -> Next {
        match self.frames.next() {
            Some(frame) => {
                self.attempts = 0;
                Next::Item(frame)
            }
            None if self.over => Next::End,
            None => Next::Read,
        }
    }

    /// The next step after a read.
    pub(super) fn read(&mut self, piece: Option<Result<Bytes, Box<Failure>>>) -> Next {
        match piece {
            Some(Ok(piece)) => {
                self.frames.push(&piece);
                let next = self.next();
                if matches!(next, Next::Read) && self.frames.pending() as u64 > self.limit {
                    let detail = format!("an item is larger than {} bytes", self.limit);
                    return self.fail(Failure::new(ErrorKind::TooLarge, self.spec.id, detail));
                }
                next
            }
            Some(Err(failure)) => self.broken(failure),
            None => self.ended(),
        }
    }

    /// The next step after a connection broke or couldn't be made. It reconnects if repeating the request is harmless.
    pub(super) fn broken(&mut self, failure: Box<Failure>) -> Next {
        let may_repeat = is_idempotent(self.spec.method);
        self.attempts += 1;
        let allowed = self.frames.can_resume()
            && self
                .policy
                .allows(self.attempts, may_repeat, failure.outcome(), false);
        match self.pause().filter(|_| allowed) {
            Some(pause) => Next::Reconnect(pause),
            None => self.fail(failure),
        }
    }

    /// Reconnects after the end of a body if the server expects it: it gave events an id, or sent `retry` before any event.
    fn ended(&mut self) -> Next {
        if let Some(frame) = self.frames.finish() {
            self.over = true;
            return Next::Item(frame);
        }
        self.attempts += 1;
        let is_asked = self.frames.last_id.is_some() || self.frames.pause.is_some();
        let may_repeat = self.frames.can_resume() && is_idempotent(self.spec.method);
        if !is_asked || !may_repeat || self.attempts >= self.policy.attempts {
            return self.end();
        }
        match self.pause() {
            Some(pause) => Next::Reconnect(pause),
            None => {
                let wanted = self.frames.pause.unwrap_or_default();
                let detail = format!(
                    "the server asks for a pause of {wanted:?} before the stream continues, longer than the retry policy allows"
                );
                self.fail(Failure::new(ErrorKind::Exchange, self.spec.id, detail))
            }
        }
    }

    /// The result of a reconnection: a body to read, or the next step.
    pub(super) fn reconnected<B>(&mut self, outcome: Result<Opened<B>, Box<Failure>>) -> Result<B, Next> {
        match outcome {
            // 204 is the standard's way to say that nothing follows (WHATWG HTML, section 9.2.5), documented or not.
            Ok(Opened::Body(Response { status, .. })) if status == StatusCode::NO_CONTENT => Err(self.end()),
            Ok(Opened::Response(Response { status, .. })) if status == StatusCode::NO_CONTENT => {
                Err(self.end())
            }
            Ok(Opened::Body(response)) => {
                check_type(self.spec, self.frames.framing(), &response)
                    .map_err(|failure| self.fail(failure))?;
                self.frames.restart();
                Ok(response.body)
            }
            Ok(Opened::Response(mut response)) => {
                response.earlier_effect = true;
                let detail = "the server doesn't continue the stream";
                Err(self.fail(Failure::from_response(
                    ErrorKind::Undocumented,
                    self.spec,
                    &response,
                    detail,
                )))
            }
            Err(mut failure) => {
                failure.earlier_effect = true;
                Err(self.broken(failure))
            }
        }
    }

    /// Ends the stream.
    pub(super) fn end(&mut self) -> Next {
        self.over = true;
        Next::End
    }

    fn fail(&mut self, failure: Box<Failure>) -> Next {
        self.over = true;
        Next::Fail(failure)
    }

    fn pause(&self) -> Option<Duration> {
        let asked = self.frames.pause;
        self.policy.pause(self.attempts, asked, retry::random())
    }
}
