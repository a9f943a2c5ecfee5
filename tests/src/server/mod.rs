//! An HTTP/1.1 server on loopback that responds by a script, which may contain faults, and records every received byte. This
//! module must not know any description or the generated client.

mod connection;
mod reply;
mod request;
#[cfg(test)]
mod tests;

use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use reply::{Reply, Response};
pub use request::Request;

/// A running server. Dropping it closes every connection and joins every thread.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

/// The data received over one connection.
#[derive(Debug, Clone, Default)]
pub struct Connection {
    /// Every received byte, whether it is part of a request or not.
    pub received: Vec<u8>,
    /// The complete requests, in order.
    pub requests: Vec<Request>,
    /// Whether the client ended the connection, with FIN or RST, before the server did.
    pub left: bool,
}

impl Server {
    /// Listens on a free port. Each request on any connection gets the next reply of the script. The last reply is repeated
    /// forever. With an empty script, the response is 500.
    pub fn start(script: impl IntoIterator<Item = Reply>) -> io::Result<Self> {
        Self::on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?, script)
    }

    /// The same on a given listener.
    pub fn on(listener: TcpListener, script: impl IntoIterator<Item = Reply>) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new(script.into_iter().collect()));
        let listening = thread::spawn({
            let shared = Arc::clone(&shared);
            move || listen(&listener, &shared)
        });
        Ok(Self {
            address,
            shared,
            listening: Some(listening),
        })
    }

    /// The address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The origin: scheme, host and port, without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// All connections so far, in the order in which they were accepted.
    pub fn connections(&self) -> Vec<Connection> {
        self.shared.lock().connections.clone()
    }

    /// All complete requests so far, by connection.
    pub fn requests(&self) -> Vec<Request> {
        let connections = self.connections();
        connections.into_iter().flat_map(|one| one.requests).collect()
    }

    /// Waits until the condition holds for the connections. Returns whether it held in time.
    pub fn wait(&self, within: Duration, wish: impl Fn(&[Connection]) -> bool) -> bool {
        let (state, _) = self
            .shared
            .changed
            .wait_timeout_while(self.shared.lock(), within, |state| !wish(&state.connections))
            .unwrap_or_else(PoisonError::into_inner);
        wish(&state.connections)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop();
        // A connection wakes the listening thread, which then ends.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

/// The state that the threads of one server share.
#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    script: Vec<Reply>,
}

#[derive(Debug, Default)]
struct State {
    stopped: bool,
    connections: Vec<Connection>,
    /// The sockets of the open connections. Closing them wakes their threads.
    open: Vec<(usize, Arc<TcpStream>)>,
    /// The number of used replies of the script.
    used: usize,
}

impl Shared {
    fn new(script: Vec<Reply>) -> Self {
        Self {
            state: Mutex::default(),
            changed: Condvar::new(),
            script,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a new connection. `None` if the server is stopping.
    fn open(&self, stream: &Arc<TcpStream>) -> Option<usize> {
        let mut state = self.lock();
        if state.stopped {
            return None;
        }
        let connection = state.connections.len();
        state.connections.push(Connection::default());
        state.open.push((connection, Arc::clone(stream)));
        self.changed.notify_all();
        Some(connection)
    }

    /// Removes the socket, which closes when its thread drops it.
    fn close(&self, connection: usize) {
        self.lock().open.retain(|(other, _)| *other != connection);
    }

    fn stop(&self) {
        let mut state = self.lock();
        state.stopped = true;
        for (_, stream) in &state.open {
            // The socket may be closed already.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Changes the record of a connection, unless the server is stopping, since it then ends connections itself.
    fn record(&self, connection: usize, change: impl FnOnce(&mut Connection)) {
        let mut state = self.lock();
        if state.stopped {
            return;
        }
        if let Some(connection) = state.connections.get_mut(connection) {
            change(connection);
        }
        self.changed.notify_all();
    }

    /// Takes the next reply if it is for this moment.
    fn next(&self, moment: reply::Moment) -> Option<Reply> {
        let mut state = self.lock();
        let next = self.script.get(state.used).or(self.script.last());
        let next = next.filter(|reply| reply.moment == moment)?;
        state.used += 1;
        Some(next.clone())
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut serving = Vec::new();
    while let Ok((stream, _)) = listener.accept() {
        let stream = Arc::new(stream);
        let Some(connection) = shared.open(&stream) else {
            break;
        };
        let shared = Arc::clone(shared);
        serving.push(thread::spawn(move || {
            connection::serve(stream, connection, &shared);
        }));
    }
    for thread in serving {
        // If a thread panicked, the test notices the missing request.
        let _ = thread.join();
    }
}
