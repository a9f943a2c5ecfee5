//! The clients of the programs, and the programs, built once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tests::corpus::{self, Description, Workspace, shared_runtime};

/// The folder of the programs.
pub(crate) const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/tasks");

const WORKSPACE: &str = "tasks";

/// A client of a real description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Client {
    Petstore,
    Box,
    Nexus,
    Meilisearch,
}

impl Client {
    const ALL: [Self; 4] = [Self::Petstore, Self::Box, Self::Nexus, Self::Meilisearch];

    /// The name of the description in the corpus.
    const fn name(self) -> &'static str {
        match self {
            Self::Petstore => "petstore-expanded",
            Self::Box => "box",
            Self::Nexus => "nexus",
            Self::Meilisearch => "meilisearch",
        }
    }

    /// The package. `box` is a keyword of Rust.
    const fn package(self) -> &'static str {
        match self {
            Self::Box => "box-client",
            Self::Petstore | Self::Nexus | Self::Meilisearch => self.name(),
        }
    }

    /// The features beside the default ones.
    const fn features(self) -> &'static [&'static str] {
        match self {
            Self::Petstore | Self::Box => &[],
            Self::Nexus => &["testing"],
            Self::Meilisearch => &["reqwest"],
        }
    }

    /// The paths that the programs use.
    pub(crate) const fn paths(self) -> &'static [&'static str] {
        match self {
            Self::Petstore => &["/pets"],
            Self::Box => &["/files/content", "/files/{file_id}/content"],
            Self::Nexus => &["/v1/projects"],
            Self::Meilisearch => &["/indexes/{indexUid}", "/indexes/{indexUid}/settings", "/tasks"],
        }
    }

    /// The path of the description. `None` after a skip.
    pub(crate) fn description(self) -> Option<PathBuf> {
        let found = corpus::named(&[self.name()]).expect("the corpus")?;
        found.into_iter().next().map(|description| description.path)
    }
}

/// The path of a built program. `None` after a skip.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    static BUILT: LazyLock<Option<PathBuf>> = LazyLock::new(build);
    BUILT.as_ref().map(|folder| folder.join(name))
}

/// Generates the clients and builds the programs. Returns their folder.
fn build() -> Option<PathBuf> {
    let workspace = Workspace::open(WORKSPACE).expect("a workspace");
    for client in Client::ALL {
        let description = Description {
            name: client.package().to_owned(),
            path: client.description()?,
        };
        let (files, report) = corpus::generate(&description, shared_runtime(WORKSPACE)).expect("generated");
        let files = files.unwrap_or_else(|| panic!("{}", report.messages.join("\n")));
        workspace.write(client.package(), &files).expect("written");
    }
    let programs = fs::read_dir(PROGRAMS).expect("the programs");
    let programs = programs.map(|entry| {
        let path = entry.expect("a file").path();
        let name = path.file_name().map(Path::new).expect("a name").to_owned();
        (
            Path::new("src/bin").join(name),
            fs::read_to_string(&path).expect("a program"),
        )
    });
    let mut package: BTreeMap<PathBuf, String> = programs.collect();
    package.insert("Cargo.toml".into(), manifest());
    workspace.write("programs", &package).expect("written");
    let members = Client::ALL.map(Client::package);
    workspace
        .set_members(members.into_iter().chain(["programs"]))
        .expect("a manifest");
    let output = workspace
        .cargo(&["build", "--package", "tasks-programs", "--bins", "--quiet"])
        .output()
        .expect("cargo starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !stderr.contains("warning"), "{stderr}");
    Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug"))
}

fn manifest() -> String {
    let clients = Client::ALL.map(|client| {
        let (package, features) = (client.package(), client.features());
        format!("{package} = {{ path = \"../{package}\", features = {features:?} }}\n")
    });
    format!(
        "[package]\nname = \"tasks-programs\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{}\
         reqwest = {{ version = \"0.13\", default-features = false }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n",
        clients.concat()
    )
}
