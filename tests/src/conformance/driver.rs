//! A program that makes the calls of the scenarios through generated clients, as a user would write it. It has one function
//! for each scenario and one file for each description, and prints one line for each scenario. The files are compiled twice, with
//! macros that make the calls with a blocking client or with an asynchronous one.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;

use generator::{Files, Input, Options};

use super::Description;
use super::calls;
use super::client::{Client, Found};
use super::scenario::Scenario;
use crate::corpus::shared_runtime;

/// The package of the program.
pub const NAME: &str = "conformance-driver";

/// The program's files, and the reasons for scenarios that it leaves out.
pub struct Driver {
    pub files: Files,
    pub left_out: BTreeMap<String, String>,
}

/// Writes the driver of these scenarios.
pub fn write(descriptions: &[&Description], scenarios: &[&Scenario]) -> io::Result<Driver> {
    let clients = descriptions.iter().map(|description| Client::of(description));
    let clients: Vec<Client<'_>> = clients.collect::<io::Result<_>>()?;
    let mut calls: BTreeMap<&str, String> = BTreeMap::new();
    let mut rows = String::new();
    let mut left_out = BTreeMap::new();
    for scenario in scenarios {
        let own: Vec<&Client<'_>> = clients
            .iter()
            .filter(|client| client.description.folder == scenario.folder)
            .collect();
        match function(scenario, &own) {
            Ok((client, text)) => {
                let module = client.krate();
                let module = module.trim_start_matches(':');
                let function = format!("{module}::{}", snake(&scenario.name));
                let _ = writeln!(
                    rows,
                    "    ({:?}, blocking::{function}, asynchronous::{function}),",
                    scenario.name,
                );
                calls
                    .entry(client.description.package.as_str())
                    .or_default()
                    .push_str(&text);
            }
            Err(reason) => drop(left_out.insert(scenario.name.clone(), reason)),
        }
    }
    let mut files = Files::new();
    let mut main = String::from(MAIN);
    let mut manifest = format!(
        "[package]\nname = \"{NAME}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nserde = \"1\"\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"rt\", \"net\", \"time\"] }}\n"
    );
    let mut modules = String::new();
    for (package, text) in &calls {
        let module = package.replace('-', "_");
        let _ = writeln!(modules, "    pub mod {module};");
        let _ = writeln!(
            manifest,
            "{package} = {{ path = \"../{package}\", default-features = false, features = [\"hyper\", \"reqwest\", \"ureq\", \"xml\"] }}"
        );
        for mode in ["blocking", "asynchronous"] {
            files.insert(
                format!("src/{mode}/{module}.rs").into(),
                format!("use crate::*;\n{text}"),
            );
        }
    }
    for (mode, macros) in [("blocking", BLOCKING), ("asynchronous", ASYNCHRONOUS)] {
        let _ = writeln!(main, "\nmod {mode} {{\n{macros}\n{modules}}}");
    }
    let _ = write!(
        main,
        "\nconst SCENARIOS: &[(&str, fn(&str) -> Outcome, fn(&str) -> Outcome)] = &[\n{rows}];\n"
    );
    files.insert("src/main.rs".into(), main);
    files.insert("Cargo.toml".into(), manifest);
    Ok(Driver { files, left_out })
}

/// The package of a description.
pub fn package(description: &Description) -> io::Result<Files> {
    let input = Input {
        name: format!("{}.json", description.package),
        text: description.text.clone(),
        lock: None,
        options: Options {
            package: description.package.clone(),
            runtime: shared_runtime("conformance"),
            ..Options::default()
        },
    };
    let generated = generator::generate(&input).generated;
    let generated =
        generated.ok_or_else(|| io::Error::other(format!("{} is refused", description.package)))?;
    Ok(generated.files)
}

/// The function of a scenario. An error is the reason why there is none.
fn function<'c>(scenario: &Scenario, clients: &[&'c Client<'c>]) -> Result<(&'c Client<'c>, String), String> {
    let mut clients = clients.to_vec();
    // The description of the scenario's version first.
    clients.sort_by_key(|client| !client.is_of_version(scenario));
    let mut reason = "no operation of a 3.0 description makes its request".to_owned();
    for client in clients {
        let found = scenario.exchanges.iter().map(|exchange| client.find(exchange));
        let Some(found) = found.collect::<Option<Vec<_>>>() else {
            continue;
        };
        match body(scenario, client, &found) {
            Ok(text) => return Ok((client, text)),
            Err(why) => reason = why,
        }
    }
    Err(reason)
}

fn body(scenario: &Scenario, client: &Client<'_>, found: &[Found<'_>]) -> Result<String, String> {
    let mut text = format!("\npub fn {}(base: &str) -> Outcome {{\n", snake(&scenario.name));
    for (exchange, found) in scenario.exchanges.iter().zip(found) {
        text.push_str(&calls::call(scenario.condition, exchange, client, found)?);
    }
    text.push_str("    Ok(())\n}\n");
    Ok(text)
}

/// The name of a scenario's function.
fn snake(name: &str) -> String {
    format!("r#{}", name.to_lowercase())
}

/// How a function makes its calls with a blocking client.
const BLOCKING: &str = r"    macro_rules! client {
        ($($krate:tt)*) => { $($krate)*::Client::blocking() };
    }
    macro_rules! called {
        ($call:expr) => { $call.call() };
    }
    macro_rules! sent {
        ($call:expr) => { $call.send() };
    }
    macro_rules! read_items {
        ($count:literal of $opened:expr) => {
            for item in $opened.map_err(text)?.take($count) { item.map_err(text)?; }
        };
    }
";

/// How a function makes its calls with an asynchronous client.
const ASYNCHRONOUS: &str = r"    macro_rules! client {
        ($($krate:tt)*) => {{
            let builder = $($krate)*::Client::builder();
            match crate::is_hyper() {
                true => builder.transport($($krate)*::transport::HyperTransport::with(&Default::default()).map_err(text)?),
                false => builder.transport($($krate)*::transport::ReqwestTransport::with(&Default::default()).map_err(text)?),
            }
        }};
    }
    macro_rules! called {
        ($call:expr) => { crate::wait($call) };
    }
    macro_rules! sent {
        ($call:expr) => { crate::wait($call.send()) };
    }
    macro_rules! read_items {
        ($count:literal of $opened:expr) => {
            crate::wait(async {
                let mut items = $opened.await.map_err(text)?;
                for _ in 0..$count {
                    let Some(item) = items.next().await else { break };
                    item.map_err(text)?;
                }
                Outcome::Ok(())
            })?
        };
    }
";

/// The support code of the functions. The program prints `ok NAME` or `failed NAME: REASON`.
const MAIN: &str = r#"#![allow(warnings)]

pub use std::collections::BTreeMap;

pub type Outcome = Result<(), String>;

fn main() {
    let base = std::env::var("CONFORMANCE_SERVER").unwrap_or_default();
    let only: Vec<String> = std::env::args().skip(1).collect();
    let transport = transport();
    for (name, blocking, asynchronous) in SCENARIOS {
        if only.is_empty() || only.iter().any(|one| one == name) {
            let run = if transport == "ureq" { blocking } else { asynchronous };
            match run(&base) {
                Ok(()) => println!("ok {name}"),
                Err(reason) => println!("failed {name}: {}", reason.replace('\n', " ")),
            }
        }
    }
}

/// The transport of this run: `hyper`, `reqwest` or `ureq`.
fn transport() -> String {
    std::env::var("CONFORMANCE_TRANSPORT").unwrap_or_default()
}

pub fn is_hyper() -> bool {
    transport() == "hyper"
}

/// Waits for a call of an asynchronous client. All calls share a runtime, as in a program.
pub fn wait<F: IntoFuture>(call: F) -> F::Output {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    }
    RUNTIME.with(|runtime| runtime.block_on(call.into_future()))
}

pub fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

pub fn read<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| format!("{json} can't be decoded: {error}"))
}

/// Checks that the decoded value encodes to the JSON of the response.
pub fn same<T: serde::Serialize>(read: &T, answered: &str) -> Outcome {
    let (read, answered) = (serde_json::to_value(read).map_err(text)?, serde_json::from_str::<serde_json::Value>(answered).map_err(text)?);
    match equal(&read, &answered) {
        true => Ok(()),
        false => Err(format!("{answered} was read as {read}")),
    }
}

/// Equality of JSON Schema: 1 equals 1.0.
fn equal(one: &serde_json::Value, other: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (one, other) {
        (Number(one), Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Array(one), Array(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other)),
        (Object(one), Object(other)) => {
            one.len() == other.len() && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| equal(one, other)))
        }
        _ => one == other,
    }
}

/// The same check for XML, where the suite ignores white space around texts.
pub fn same_document<T: serde::Serialize>(read: &T, answered: &str) -> Outcome {
    same(&trimmed(serde_json::to_value(read).map_err(text)?), answered)
}

fn trimmed(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value::{Array, Object, String};
    match value {
        String(text) => text.trim().into(),
        Array(items) => items.into_iter().map(trimmed).collect(),
        Object(members) => members.into_iter().map(|(key, value)| (key, trimmed(value))).collect(),
        other => other,
    }
}

/// Checks that the error is the documented one with this status and the body of the response.
pub fn told<T, E: serde::Serialize>(outcome: Result<T, Option<(u16, Option<E>)>>, status: u16, answered: &str) -> Outcome {
    match outcome {
        Err(Some((found, Some(error)))) if found == status => same_document(&error, answered),
        Err(Some((found, None))) => Err(format!("{found} without the documented error")),
        _ => Err(format!("no error with status {status}")),
    }
}

pub fn refused(outcome: Result<(), Option<u16>>, status: u16) -> Outcome {
    match outcome {
        Err(Some(found)) if found == status => Ok(()),
        other => Err(format!("{other:?} instead of {status}")),
    }
}

/// Decodes the Base64 of the suite's data.
pub fn bytes(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u32> = text.bytes().filter(|&byte| byte != b'=').map(digit).collect();
    digits
        .chunks(4)
        .flat_map(|chunk| {
            let bits = chunk.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - chunk.len()));
            bits.to_be_bytes()[1..chunk.len()].to_vec()
        })
        .collect()
}

"#;
