//! An HTTP/1.1 server on loopback that answers from a script, in every wrong way a script can say, and keeps what
//! it was sent byte for byte. Must not know any description, nor the generated client.

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

/// What came in over one connection.
#[derive(Debug, Clone, Default)]
pub struct Connection {
    /// Every byte received, whether it made up a request or not.
    pub received: Vec<u8>,
    /// The complete requests among them, in order.
    pub requests: Vec<Request>,
    /// The client ended the connection, with FIN or RST, before the server did.
    pub left: bool,
}

impl Server {
    /// Listens on a free port. Each request takes the next reply of the script, over whichever connection it comes; the
    /// last reply is repeated for ever, and an empty script answers 500.
    pub fn start(script: impl IntoIterator<Item = Reply>) -> io::Result<Self> {
        Self::on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?, script)
    }

    /// The same on a port that is somebody's choice.
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

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The origin: scheme, host and port, no trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every connection so far, in the order of their acceptance.
    pub fn connections(&self) -> Vec<Connection> {
        self.shared.lock().connections.clone()
    }

    /// Every complete request so far, connection by connection: the attempts that a client made.
    pub fn requests(&self) -> Vec<Request> {
        let connections = self.connections();
        connections.into_iter().flat_map(|one| one.requests).collect()
    }

    /// Waits until the connections are as wished, and says whether they came to be so in time.
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
        // The listening thread sees that it is to end when it next accepts.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

/// What the threads of one server share.
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
    /// The sockets of the connections that are served now, by connection: closing them wakes their threads.
    open: Vec<(usize, Arc<TcpStream>)>,
    /// How many replies of the script are used up.
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

    /// Notes a new connection; `None` when the server is to end.
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

    /// Forgets the socket, so that it closes when its thread lets go of it.
    fn close(&self, connection: usize) {
        self.lock().open.retain(|(other, _)| *other != connection);
    }

    fn stop(&self) {
        let mut state = self.lock();
        state.stopped = true;
        for (_, stream) in &state.open {
            // A socket that is closed already needs no closing.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Changes what is known of a connection, unless the server is ending: what happens then is its own doing.
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

    /// Takes the next reply if it is one for this moment.
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
        // A thread that panicked has nothing more to give, and the test sees its request missing.
        let _ = thread.join();
    }
}
