//! Servers made with other libraries describe themselves; a client is generated from each description and calls the server. Both
//! are real processes.

#![allow(clippy::expect_used)] // What a suite can't do is a failed test.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use generator::diagnostics::Severity;
use generator::{Input, Options};
use tests::corpus::{Workspace, shared_runtime};
use tests::external::{Tools, transcript};
use tests::skip::{self, Need};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/external/servers");
const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/external/servers");
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");

/// The libraries for Rust, each with the version of OpenAPI in which it describes its server.
const SERVERS: [(&str, &str); 2] = [("utoipa", "3.2.0"), ("aide", "3.1.0")];

#[test]
fn clients_call_the_servers_that_their_descriptions_come_from() -> io::Result<()> {
    if !is_built()? {
        return Ok(());
    }
    let servers = SERVERS.map(|(library, version)| {
        let program = Path::new(BUILT).join("debug").join(library);
        Ok((library, version, Server::start(&mut Command::new(program))?))
    });
    let servers: Vec<_> = servers.into_iter().collect::<io::Result<_>>()?;
    called("described", &servers)
}

/// FastAPI describes streams with `itemSchema` of OpenAPI 3.2 in descriptions of 3.1, and makes operation ids of the path.
#[test]
fn a_client_calls_a_server_of_fastapi() -> io::Result<()> {
    let Some(python) = Tools::python()? else {
        return Ok(());
    };
    let server = Server::start(python.command().arg("fastapi_server.py"))?;
    called("described-by-fastapi", &[("fastapi", "3.1.0", server)])
}

/// Generates a client from the description of each server, and runs the case, which calls the servers with the clients.
fn called(case: &str, servers: &[(&str, &str, Server)]) -> io::Result<()> {
    let workspace = Workspace::open(case)?;
    let mut members = Vec::new();
    for (library, version, server) in servers {
        let text = ureq::get(format!("{}/openapi.json", server.address))
            .call()
            .and_then(|mut response| response.body_mut().read_to_string())
            .map_err(io::Error::other)?;
        assert!(text.contains(&format!("\"openapi\":\"{version}\"")), "{text}");
        let package = format!("pets-of-{library}");
        let output = generator::generate(&Input {
            name: format!("{library}.json"),
            text,
            lock: None,
            options: Options {
                package: package.clone(),
                runtime: shared_runtime(case),
                ..Options::default()
            },
        });
        let (Ok(found) | Err(found)) = output.diagnostics.finish();
        let loud: Vec<_> = found
            .iter()
            .filter(|found| found.severity != Severity::Note)
            .collect();
        assert!(loud.is_empty(), "{loud:#?}");
        workspace.write(&package, &output.generated.expect("a package").files)?;
        members.push(package);
    }
    let folder = Path::new(CASES).join(case);
    let judge: BTreeMap<PathBuf, String> = ["Cargo.toml", "main.rs"]
        .map(|path| {
            let text = std::fs::read_to_string(folder.join(path)).expect("a text");
            (path.into(), text)
        })
        .into();
    workspace.write("judge", &judge)?;
    members.push("judge".to_owned());
    workspace.set_members(members.iter().map(String::as_str))?;
    let judge = format!("{case}-judge");
    let mut cargo = workspace.cargo(&["test", "--package", &judge, "--quiet"]);
    for (library, _, server) in servers {
        cargo.env(format!("SERVER_OF_{}", library.to_uppercase()), &server.address);
    }
    let output = cargo.output()?;
    assert!(output.status.success(), "{}", transcript(&output));
    Ok(())
}

/// Builds the servers. False after a skip, because their crates can't be downloaded.
fn is_built() -> io::Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let run = |arguments: &[&str]| {
        Command::new(&cargo)
            .args(arguments)
            .args(["--locked", "--quiet", "--manifest-path"])
            .arg(Path::new(SOURCES).join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", BUILT)
            .output()
    };
    let fetched = run(&["fetch"])?;
    if !fetched.status.success() {
        let reason = String::from_utf8_lossy(&fetched.stderr).into_owned();
        let last = reason.lines().last().unwrap_or_default();
        skip::skip(
            Need::Tool,
            &format!("the crates of the servers can't be downloaded: {last}"),
        )?;
        return Ok(false);
    }
    let built = run(&["build"])?;
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    Ok(true)
}

/// A process that ends with the value.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts the server and reads the address that it prints.
    fn start(program: &mut Command) -> io::Result<Self> {
        let mut process = program.stdout(Stdio::piped()).spawn()?;
        let mut address = String::new();
        if let Some(printed) = process.stdout.take() {
            BufReader::new(printed).read_line(&mut address)?;
        }
        Ok(Self {
            process,
            address: address.trim().to_owned(),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A process that has already ended can't be ended again.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
