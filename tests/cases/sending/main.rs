//! The cost of a call: the generated client beside hand-written code for the same calls, in the same run, against a server in
//! a separate process. It prints figures, and asserts only that both decode the responses.

mod allocations;
mod by_hand;
mod by_hand_hyper;
mod content;
mod generated;
mod server;
mod speed;
mod usage;

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> Result {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["serve"] => Ok(server::serve()?),
        ["content", what, url] => content::measure(what, url),
        ["calls", side, call, count] => speed::calls(&Server::start()?.url, side, call, count.parse()?),
        [_only] => speed::print(&Server::start()?.url),
        _ => figures(),
    }
}

fn figures() -> Result {
    let server = Server::start()?;
    speed::print(&server.url)?;
    content::print(&server.url)
}

/// The server's process, which ends with its standard input.
struct Server {
    url: String,
    _process: Child,
}

impl Server {
    fn start() -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        if let Some(printed) = process.stdout.take() {
            BufReader::new(printed).read_line(&mut url)?;
        }
        io::stdout().flush()?;
        Ok(Self {
            url: url.trim().to_owned(),
            _process: process,
        })
    }
}
