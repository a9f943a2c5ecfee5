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
use tests::skip::{self, Need};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/external/servers");
const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/external/servers");
const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/described");

/// The libraries, each with the version of OpenAPI in which it describes its server.
const SERVERS: [(&str, &str); 2] = [("utoipa", "3.2.0"), ("aide", "3.1.0")];

#[test]
fn clients_call_the_servers_that_their_descriptions_come_from() -> io::Result<()> {
    if !is_built()? {
        return Ok(());
    }
    let workspace = Workspace::open("described")?;
    let mut members = Vec::new();
    let mut running = Vec::new();
    for (library, version) in SERVERS {
        let server = Server::start(library)?;
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
                runtime: shared_runtime("described"),
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
        running.push(server);
    }
    let judge: BTreeMap<PathBuf, String> = ["Cargo.toml", "main.rs"]
        .map(|path| {
            (
                path.into(),
                std::fs::read_to_string(Path::new(CASE).join(path)).expect("a text"),
            )
        })
        .into();
    workspace.write("judge", &judge)?;
    members.push("judge".to_owned());
    workspace.set_members(members.iter().map(String::as_str))?;
    let mut cargo = workspace.cargo(&["test", "--package", "described-judge", "--quiet"]);
    for (server, (library, _)) in running.iter().zip(SERVERS) {
        cargo.env(format!("SERVER_OF_{}", library.to_uppercase()), &server.address);
    }
    let output = cargo.output()?;
    let printed = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{}\n{}",
        printed(&output.stderr),
        printed(&output.stdout)
    );
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
    fn start(library: &str) -> io::Result<Self> {
        let mut process = Command::new(Path::new(BUILT).join("debug").join(library))
            .stdout(Stdio::piped())
            .spawn()?;
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
