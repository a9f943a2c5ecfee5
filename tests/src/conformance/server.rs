//! The suite's server: installation, start, requests, stop.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::scenario::Scenario;
use crate::external::Tools;

/// The timeout for reading its scenarios.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server. Dropping it stops the server.
#[derive(Debug)]
pub struct Server {
    process: Child,
    port: u16,
    tools: Tools,
}

impl Server {
    /// Starts the server on a free port. `None` after a skip.
    pub fn start() -> io::Result<Option<Self>> {
        let Some(tools) = Tools::conformance()? else {
            return Ok(None);
        };
        commit(&tools)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = tools.command();
        command
            .arg("node_modules/@typespec/spector/cmd/cli.mjs")
            .args(["serve", "node_modules/@typespec/http-specs/specs"])
            .args(["--coverageFile", "coverage.json", "--port", &port.to_string()])
            .stdout(fs::File::create(tools.directory().join("server.log"))?)
            .stderr(Stdio::null());
        let server = Self {
            process: command.spawn()?,
            port,
            tools,
        };
        let start = Instant::now();
        while server.get("/.coverage").is_err() {
            if start.elapsed() > PATIENCE {
                return Err(io::Error::other("the conformance suite's server doesn't respond"));
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(Some(server))
    }

    /// The base URL.
    pub fn url(&self) -> String {
        // The server's responses refer to it by this name.
        format!("http://localhost:{}", self.port)
    }

    /// All scenarios.
    pub fn scenarios(&self) -> io::Result<Vec<Scenario>> {
        let mut command = self.tools.command();
        let output = command.args(["scenarios.mjs", &self.url()]).output()?;
        if !output.status.success() {
            return Err(io::Error::other(
                String::from_utf8_lossy(&output.stderr).into_owned(),
            ));
        }
        serde_json::from_slice(&output.stdout).map_err(io::Error::other)
    }

    /// The current verdict on each scenario: `pass`, `fail`, `not-implemented` and so on.
    pub fn verdicts(&self) -> io::Result<BTreeMap<String, String>> {
        #[derive(Deserialize)]
        struct Coverage {
            results: BTreeMap<String, String>,
        }
        let coverage: Vec<Coverage> =
            serde_json::from_str(&self.get("/.coverage")?).map_err(io::Error::other)?;
        Ok(coverage
            .into_iter()
            .flat_map(|coverage| coverage.results)
            .collect())
    }

    fn get(&self, path: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        // HTTP/1.0: the response ends with the connection.
        write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
        match head.contains(" 200 ") {
            true => Ok(body.to_owned()),
            false => Err(io::Error::other(format!("{path}: {head}"))),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The suite's specifications as OpenAPI documents of this version, emitted once per installation. `None` after a skip.
pub fn emitted(version: &str) -> io::Result<Option<PathBuf>> {
    let Some(tools) = Tools::conformance()? else {
        return Ok(None);
    };
    let guard = fs::File::create(tools.directory().join(format!(".emitting-{version}")))?;
    guard.lock()?;
    let folder = tools.directory().join(format!("openapi-{version}"));
    let stamp = folder.join(".emitted");
    let sources = ["package-lock.json", "emit.mjs"].map(|file| fs::read(tools.directory().join(file)));
    let [lock, script] = sources;
    let sources = [lock?, script?].concat();
    if fs::read(&stamp).is_ok_and(|emitted| emitted == sources) {
        return Ok(Some(folder));
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut command = tools.command();
    let output = command.arg("emit.mjs").arg(version).arg(&folder).output()?;
    if !output.status.success() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    fs::write(stamp, sources)?;
    Ok(Some(folder))
}

/// Creates a git repository with a commit, since the server prints the hash of its commit.
fn commit(tools: &Tools) -> io::Result<()> {
    if tools.directory().join(".git").exists() {
        return Ok(());
    }
    let identity = ["-c", "user.name=tests", "-c", "user.email=tests@localhost"];
    for arguments in [
        ["init", "--quiet"].as_slice(),
        &["commit", "--quiet", "--allow-empty", "--message", "Here"],
    ] {
        let mut command = Command::new("git");
        command
            .args(identity)
            .args(arguments)
            .current_dir(tools.directory());
        if !command.status()?.success() {
            return Err(io::Error::other(
                "git can't create the repository that the suite needs",
            ));
        }
    }
    Ok(())
}
