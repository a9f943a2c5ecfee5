//! The generator's binary, run as a user runs it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The exit code, standard output and standard error of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// Runs the generator in a folder.
///
/// # Panics
/// When it can't be built or started.
#[allow(clippy::expect_used)] // A suite can't go on without it.
pub fn generator(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(binary());
    command.current_dir(folder).args(arguments).env_remove("NO_COLOR");
    command.output().expect("the generator starts").into()
}

/// Runs the generator in a folder with so many seconds of processor time and so much memory; what takes more is killed. It
/// waits for nothing longer than that either.
///
/// # Panics
/// When it can't be built or started.
#[allow(clippy::expect_used)]
pub fn limited(folder: &Path, arguments: &[&str], seconds: u32, kib: u32) -> Run {
    let limits = format!(
        "ulimit -t {seconds} -v {kib} && exec timeout {patience} \"$@\"",
        patience = seconds * 10
    );
    let mut command = Command::new("bash");
    command
        .args(["-c", &limits, "generator"])
        .arg(binary())
        .args(arguments);
    command.current_dir(folder).env_remove("NO_COLOR");
    command.output().expect("the generator starts").into()
}

/// Cargo gives a package the path of its own binaries only. Building it again costs nothing when it is fresh.
#[allow(clippy::expect_used)]
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "-p", "generator"])
            .status();
        assert!(built.expect("cargo starts").success(), "the generator is built");
        let test = std::env::current_exe().expect("the path of this test");
        let profile = test.ancestors().nth(2).expect("target/debug");
        profile.join(format!("generator{}", std::env::consts::EXE_SUFFIX))
    })
}

/// Builds the program, optimised where this one is, and says where it is.
pub fn program() -> io::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // With `tests` selected too, cargo resolves the same features as for this program, and builds nothing twice.
    command.args([
        "build",
        "--quiet",
        "-p",
        "generator",
        "-p",
        "tests",
        "--bin",
        "generator",
    ]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    match command.status()?.success() {
        true => {
            Ok(std::env::current_exe()?.with_file_name(format!("generator{}", std::env::consts::EXE_SUFFIX)))
        }
        false => Err(io::Error::other("the generator was not built")),
    }
}
