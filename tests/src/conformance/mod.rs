//! Microsoft's cross-language conformance suite: a server that checks requests, and clients that are generated from the suite's
//! descriptions and driven through every scenario that they can express.

pub(crate) mod calls;
mod client;
pub mod driver;
pub mod scenario;
pub mod server;
mod values;
mod xml;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use crate::corpus::{Verdict, Workspace};
use crate::skip;
use scenario::Scenario;
use serde_json::{Value, json};
use server::Server;

/// One description of the suite.
#[derive(Debug)]
pub struct Description {
    /// The name of the package that is generated from it.
    pub package: String,
    /// The folder of its scenarios.
    pub folder: String,
    pub text: String,
}

/// The version of OpenAPI to which the suite's specifications are emitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// The descriptions in `../shared`.
    #[default]
    V3_0,
    /// Descriptions that the suite's own emitter emits during the run.
    V3_1,
}

impl Version {
    /// The version with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "3.0" => Some(Self::V3_0),
            "3.1" => Some(Self::V3_1),
            _ => None,
        }
    }

    /// The folder of its descriptions. `None` after a skip.
    fn folder(self) -> io::Result<Option<PathBuf>> {
        match self {
            Self::V3_0 => skip::shared("conformance/typespec-openapi-3.0"),
            Self::V3_1 => server::emitted("3.1.0"),
        }
    }
}

/// All descriptions, by the names of their packages. `None` after a skip.
pub fn descriptions(version: Version) -> io::Result<Option<BTreeMap<String, Description>>> {
    let Some(folder) = version.folder()? else {
        return Ok(None);
    };
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found)?;
    Ok(Some(found))
}

/// Collects descriptions. A package is named after the folders of its description, and after its version if it has one.
fn collect(at: PathBuf, folder: &str, found: &mut BTreeMap<String, Description>) -> io::Result<()> {
    for entry in fs::read_dir(at)? {
        let path = entry?.path();
        let file = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if path.is_dir() {
            let inner = format!("{folder}/{file}");
            collect(path, inner.trim_start_matches('/'), found)?;
        } else if let Some(version) = file
            .strip_prefix("openapi.")
            .and_then(|rest| rest.strip_suffix("json"))
        {
            let package = format!("ts-{}-{}", folder.replace('/', "-"), version.replace('.', "-"));
            let package = package.trim_end_matches('-').to_lowercase();
            let description = Description {
                package: package.clone(),
                folder: folder.to_owned(),
                text: amended(&package, fs::read_to_string(&path)?)?,
            };
            found.insert(package, description);
        }
    }
    Ok(())
}

/// Facts in the suite's own specifications that are lost when they are emitted to OpenAPI.
const AMENDMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance/amendments.json");

/// The text of a description with the lost facts merged in (RFC 7396).
fn amended(package: &str, text: String) -> io::Result<String> {
    let all: BTreeMap<String, Value> = serde_json::from_str(&fs::read_to_string(AMENDMENTS)?)?;
    let Some(patch) = all.get(package) else {
        return Ok(text);
    };
    let mut document = serde_json::from_str(&text)?;
    merge(&mut document, patch);
    Ok(document.to_string())
}

fn merge(into: &mut Value, patch: &Value) {
    let Value::Object(members) = patch else {
        *into = patch.clone();
        return;
    };
    if !into.is_object() {
        *into = json!({});
    }
    for (key, value) in members {
        let Some(object) = into.as_object_mut() else {
            return;
        };
        if value.is_null() {
            object.remove(key);
        } else {
            merge(object.entry(key).or_insert(Value::Null), value);
        }
    }
}

/// The outcomes of the scenarios.
#[derive(Debug, Default)]
pub struct Run {
    outcomes: BTreeMap<String, Outcome>,
    folders: BTreeMap<String, Vec<String>>,
}

/// The outcome of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    /// The call or the suite's server reported a failure.
    Failed(String),
    /// No call was made.
    LeftOut(String),
}

/// Runs the scenarios of these folders, or all scenarios without a folder. `None` after a skip.
pub fn run(version: Version, folders: &[String]) -> io::Result<Option<Run>> {
    let Some(descriptions) = descriptions(version)? else {
        return Ok(None);
    };
    let Some(server) = Server::start()? else {
        return Ok(None);
    };
    let is_meant = |folder: &str| {
        let below = |parent: &String| {
            folder
                .strip_prefix(parent.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        folders.is_empty() || folders.iter().any(below)
    };
    let scenarios = server.scenarios()?;
    let scenarios: Vec<&Scenario> = scenarios
        .iter()
        .filter(|scenario| is_meant(&scenario.folder))
        .collect();
    let descriptions: Vec<&Description> = descriptions
        .values()
        .filter(|description| is_meant(&description.folder))
        .collect();
    let driver = driver::write(&descriptions, &scenarios)?;
    let workspace = Workspace::open("conformance")?;
    let mut members = vec![driver::NAME];
    for description in &descriptions {
        workspace.write(&description.package, &driver::package(description)?)?;
        members.push(&description.package);
    }
    workspace.write(driver::NAME, &driver.files)?;
    workspace.set_members(members.iter().copied())?;
    let built = workspace.cargo(&["build", "-p", driver::NAME]).output()?;
    if let Verdict::Errors(_, printed) = Verdict::of(&built) {
        return Err(io::Error::other(printed));
    }
    drop(server);
    let mut run = Run::default();
    for scenario in &scenarios {
        let name = &scenario.name;
        let outcome = driver.left_out.get(name);
        let outcome = outcome.map_or(Outcome::Passed, |reason| Outcome::LeftOut(reason.clone()));
        run.folders
            .entry(scenario.folder.clone())
            .or_default()
            .push(name.clone());
        run.outcomes.insert(name.clone(), outcome);
    }
    for transport in TRANSPORTS {
        if !run.drive(&workspace, transport)? {
            return Ok(None);
        }
    }
    Ok(Some(run))
}

/// The transports with which every scenario runs.
const TRANSPORTS: [&str; 3] = ["hyper", "reqwest", "ureq"];

/// The outcome of a scenario, which passes if both the call and the server report success.
fn outcome(name: &str, printed: &str, verdict: &str) -> Outcome {
    let failed = format!("failed {name}: ");
    let reason = printed
        .lines()
        .find_map(|line| line.strip_prefix(failed.as_str()));
    match (reason, verdict) {
        (Some(reason), _) => Outcome::Failed(reason.to_owned()),
        (None, "pass") if printed.lines().any(|line| line.strip_prefix("ok ") == Some(name)) => {
            Outcome::Passed
        }
        (None, verdict) => Outcome::Failed(format!("the server reports {verdict}")),
    }
}

/// The scenarios that are expected to fail, with reasons.
const EXPECTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance/exclusions.txt");

impl Run {
    /// Runs all scenarios that have a call over a transport, against a separate server. A scenario passes if it passes over every
    /// transport. `false` after a skip.
    fn drive(&mut self, workspace: &Workspace, transport: &str) -> io::Result<bool> {
        let Some(server) = Server::start()? else {
            return Ok(false);
        };
        let output = workspace
            .cargo(&["run", "--quiet", "-p", driver::NAME])
            .env("CONFORMANCE_SERVER", server.url())
            .env("CONFORMANCE_TRANSPORT", transport)
            .output()?;
        let printed = String::from_utf8_lossy(&output.stdout);
        let verdicts = server.verdicts()?;
        for (name, overall) in &mut self.outcomes {
            let verdict = verdicts.get(name).map_or("unknown", String::as_str);
            if *overall == Outcome::Passed
                && let Outcome::Failed(reason) = outcome(name, &printed, verdict)
            {
                *overall = Outcome::Failed(format!("over {transport}: {reason}"));
            }
        }
        Ok(true)
    }

    /// The numbers of passed, failed and omitted scenarios, by top folder.
    pub fn table(&self) -> String {
        let mut rows: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for (folder, names) in &self.folders {
            let row = rows
                .entry(folder.split('/').next().unwrap_or_default())
                .or_default();
            for name in names {
                let column = match self.outcomes.get(name) {
                    Some(Outcome::Passed) => 0,
                    Some(Outcome::Failed(_)) => 1,
                    Some(Outcome::LeftOut(_)) | None => 2,
                };
                if let Some(count) = row.get_mut(column) {
                    *count += 1;
                }
            }
        }
        let mut out = String::from("| folder | passed | failed | left out |\n|---|---|---|---|\n");
        let mut all = [0; 3];
        for (folder, row) in rows {
            out.push_str(&row_of(folder, row));
            all = [0, 1, 2].map(|column| all.get(column).unwrap_or(&0) + row.get(column).unwrap_or(&0));
        }
        out.push_str(&row_of("all", all));
        out
    }

    /// The number of passed scenarios.
    pub fn passed(&self) -> usize {
        let passed = |outcome: &&Outcome| **outcome == Outcome::Passed;
        self.outcomes.values().filter(passed).count()
    }

    /// The differences from the list of exclusions. Empty if there are none.
    pub fn surprises(&self) -> io::Result<String> {
        let expected = fs::read_to_string(EXPECTED)?;
        let lines = expected.lines().filter(|line| !line.starts_with('#'));
        let expected: BTreeMap<&str, &str> = lines.filter_map(|line| line.split_once(": ")).collect();
        let mut out = String::new();
        for (name, outcome) in &self.outcomes {
            let line = match (outcome, expected.contains_key(name.as_str())) {
                (Outcome::Passed, false) | (Outcome::Failed(_) | Outcome::LeftOut(_), true) => continue,
                (Outcome::Passed, true) => format!("{name}: passes; take it off the list"),
                (Outcome::Failed(reason) | Outcome::LeftOut(reason), false) => format!("{name}: {reason}"),
            };
            out.push_str(&line);
            out.push('\n');
        }
        Ok(out)
    }
}

fn row_of(folder: &str, [passed, failed, left_out]: [usize; 3]) -> String {
    format!("| {folder} | {passed} | {failed} | {left_out} |\n")
}
