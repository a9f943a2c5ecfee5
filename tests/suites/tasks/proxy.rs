//! A forward proxy for plain HTTP (RFC 9112, section 3.2.2): one request per connection.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A running proxy on loopback.
pub(crate) struct Proxy {
    address: SocketAddr,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    pub(crate) fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let lines = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&lines);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A broken connection is the client's failure, which its test sees.
                let _ = forward(stream, &seen);
            }
        });
        Ok(Self { address, lines })
    }

    /// The URL of the proxy.
    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The request lines that were forwarded.
    pub(crate) fn forwarded(&self) -> Vec<String> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Forwards a request without a body, and the response.
fn forward(mut client: TcpStream, lines: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut reader = BufReader::new(client.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    lines
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(line.trim_end().to_owned());
    let invalid = || io::Error::new(io::ErrorKind::InvalidData, "no absolute form");
    let mut words = line.split_whitespace();
    let (method, target) = words.next().zip(words.next()).ok_or_else(invalid)?;
    let rest = target.strip_prefix("http://").ok_or_else(invalid)?;
    let (host, path) = rest.split_once('/').ok_or_else(invalid)?;
    let mut server = TcpStream::connect(host)?;
    let mut request = format!("{method} /{path} HTTP/1.1\r\nConnection: close\r\n");
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        if header.trim_end().is_empty() {
            break;
        }
        if !header.to_ascii_lowercase().starts_with("connection:") {
            request.push_str(&header);
        }
    }
    request.push_str("\r\n");
    server.write_all(request.as_bytes())?;
    io::copy(&mut server, &mut client).map(drop)
}
