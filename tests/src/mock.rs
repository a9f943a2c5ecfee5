//! A mock server that `tests/external/mock.mjs` creates from a description. This module must not know any description or the
//! generated client.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::external::Tools;

/// A running server on loopback. Dropping it stops the server.
#[derive(Debug)]
pub struct Mock {
    process: Child,
    address: SocketAddr,
    base_url: String,
}

/// The server's verdict on one request.
#[derive(Debug, Clone, Deserialize)]
pub struct Verdict {
    /// Whether method, path, credentials, headers and body match the description.
    pub valid: bool,
    /// The problems that the mock server found. Empty if the request is valid.
    pub errors: Vec<String>,
    /// The method as sent.
    pub method: String,
    /// Path and query as sent, still percent-encoded.
    pub url: String,
    /// The headers as sent, with names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body as sent.
    pub body: String,
    /// The status of the response.
    pub status: u16,
}

impl Mock {
    /// Serves the description on a free port. `None` after a skip.
    pub fn start(description: &Path) -> io::Result<Option<Self>> {
        Self::serving(description, &[])
    }

    /// Serves only these paths of a description in JSON; all paths, if there are none. `None` after a skip.
    pub fn serving(description: &Path, paths: &[&str]) -> io::Result<Option<Self>> {
        let Some(node) = Tools::node()? else {
            return Ok(None);
        };
        let mut command = node.command();
        command
            .arg("mock.mjs")
            .arg(std::path::absolute(description)?)
            .args(paths);
        // The server stops at the end of its standard input, so that it doesn't outlive a killed test.
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let Some(stdout) = process.stdout.take() else {
            return Err(io::Error::other("no standard output"));
        };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let listening: Listening = serde_json::from_str(&line)?;
        let address = SocketAddr::from(([127, 0, 0, 1], listening.port));
        Ok(Some(Self {
            process,
            address,
            base_url: listening.base_url,
        }))
    }

    /// Scheme, host, port and the path of the description's first server, without a trailing slash.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// All verdicts since the start or the last [`forget`](Self::forget), the oldest first.
    pub fn verdicts(&self) -> io::Result<Vec<Verdict>> {
        self.control("GET", "/__verdicts", "")
    }

    /// Empties the list of verdicts.
    pub fn forget(&self) -> io::Result<()> {
        self.control::<Vec<Verdict>>("DELETE", "/__verdicts", "")
            .map(drop)
    }

    /// Makes the response to the next valid request a documented one with this status: the example with this name, or the first.
    pub fn answer_next(&self, status: u16, example: Option<&str>) -> io::Result<()> {
        let wish = match example {
            Some(example) => serde_json::json!({ "status": status, "example": example }),
            None => serde_json::json!({ "status": status }),
        };
        self.control::<serde_json::Value>("POST", "/__answer", &wish.to_string())
            .map(drop)
    }

    /// Answers the next valid request with this status and body, which must match the description.
    pub fn answer_next_with(&self, status: u16, body: &serde_json::Value) -> io::Result<()> {
        let answer = serde_json::json!({ "status": status, "body": body });
        self.control::<serde_json::Value>("POST", "/__answer", &answer.to_string())
            .map(drop)
    }

    /// Sends a request unchanged, without an HTTP library. Returns the status and the body of the response.
    pub fn exchange(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> io::Result<(u16, String)> {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n",
            self.address
        );
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        stream.write_all(request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        split(&answer).ok_or_else(|| io::Error::other(format!("no HTTP answer: {answer}")))
    }

    fn control<T: DeserializeOwned>(&self, method: &str, path: &str, body: &str) -> io::Result<T> {
        match self.exchange(method, path, &[], body)? {
            (200, body) => Ok(serde_json::from_str(&body)?),
            (status, body) => Err(io::Error::other(format!("{method} {path}: {status} {body}"))),
        }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // The process may have ended already. A drop can't report errors.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The line that the server prints as soon as it listens.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listening {
    port: u16,
    base_url: String,
}

/// The status and the body of a complete response with a `Content-Length`.
fn split(answer: &str) -> Option<(u16, String)> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, body.to_owned()))
}
