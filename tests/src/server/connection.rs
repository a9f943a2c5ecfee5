//! One connection: reads requests and plays replies until one side ends it.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use socket2::SockRef;

use super::reply::{Moment, Reply, Response, Step};
use super::request::{Parsed, Request, parse};
use super::{Connection, Shared};

/// The idle timeout of a connection.
const PATIENCE: Duration = Duration::from_secs(30);

/// The time for a client to close its half of a connection after the server has closed the other.
const FAREWELL: Duration = Duration::from_secs(2);

/// Serves a connection to its end.
pub(super) fn serve(stream: Arc<TcpStream>, connection: usize, shared: &Shared) {
    let mut serving = Serving {
        stream,
        connection,
        shared,
        unread: Vec::new(),
    };
    // Received bytes are recorded however it ends. There is no one to report an error to.
    let _ = serving.run();
    shared.close(connection);
}

struct Serving<'s> {
    stream: Arc<TcpStream>,
    connection: usize,
    shared: &'s Shared,
    /// Received bytes that are not yet part of a request.
    unread: Vec<u8>,
}

/// Whether the connection continues.
#[derive(PartialEq, Eq)]
enum Flow {
    Continue,
    End,
}

impl Serving<'_> {
    fn run(&mut self) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        if let Some(reply) = self.shared.next(Moment::Connected) {
            self.play(&reply)?;
            return Ok(());
        }
        while let Some(request) = self.request()? {
            let asked_to_close = request.header("Connection") == Some("close");
            self.record(|connection| connection.requests.push(request));
            let reply = self.shared.next(Moment::Requested);
            let reply = reply.unwrap_or_else(|| Response::new(500).whole());
            if self.play(&reply)? == Flow::End || asked_to_close {
                break;
            }
        }
        Ok(())
    }

    /// The next complete request. `None` if there are no more.
    fn request(&mut self) -> io::Result<Option<Request>> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match parse(&self.unread) {
                Parsed::Complete(request) => {
                    self.unread.drain(..request.raw.len());
                    return Ok(Some(request));
                }
                Parsed::Malformed => return Ok(None),
                Parsed::Incomplete => {}
            }
            if !self.receive(deadline)? {
                return Ok(None);
            }
        }
    }

    fn play(&mut self, reply: &Reply) -> io::Result<Flow> {
        for step in &reply.steps {
            match step {
                Step::Send(bytes) => self.send(bytes)?,
                Step::Repeat { bytes, times } => {
                    for _ in 0..*times {
                        self.send(bytes)?;
                    }
                }
                Step::Wait(delay) => self.hold(*delay)?,
                Step::Stall => {
                    self.hold(PATIENCE)?;
                    return Ok(Flow::End);
                }
                Step::Finish => {
                    self.stream.shutdown(Shutdown::Write)?;
                    // Unread bytes would turn the end into a reset.
                    self.hold(FAREWELL)?;
                    return Ok(Flow::End);
                }
                Step::Reset => {
                    SockRef::from(&*self.stream).set_linger(Some(Duration::ZERO))?;
                    return Ok(Flow::End);
                }
            }
        }
        Ok(Flow::Continue)
    }

    fn send(&self, bytes: &[u8]) -> io::Result<()> {
        (&*self.stream)
            .write_all(bytes)
            .inspect_err(|_| self.client_left())
    }

    /// Receives without sending, for this time or until the client leaves.
    fn hold(&mut self, time: Duration) -> io::Result<()> {
        let deadline = Instant::now() + time;
        while self.receive(deadline)? {}
        Ok(())
    }

    /// Receives some bytes. False if the client left or the deadline passed.
    fn receive(&mut self, deadline: Instant) -> io::Result<bool> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(false);
        }
        self.stream.set_read_timeout(Some(left))?;
        let mut buffer = [0; 4096];
        let count = match (&*self.stream).read(&mut buffer) {
            Ok(count) => count,
            // Systems differ in which of the two kinds they return.
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                return Ok(false);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => return Ok(true),
            Err(_) => 0,
        };
        if count == 0 {
            self.client_left();
            return Ok(false);
        }
        let received = buffer.iter().take(count);
        self.unread.extend(received.clone());
        self.record(|connection| connection.received.extend(received));
        Ok(true)
    }

    fn client_left(&self) {
        self.record(|connection| connection.left = true);
    }

    fn record(&self, change: impl FnOnce(&mut Connection)) {
        self.shared.record(self.connection, change);
    }
}
