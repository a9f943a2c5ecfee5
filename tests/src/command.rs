//! Runs the generator's binary as a user does.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
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
pub fn generator(folder: &Path, arguments: &[&str]) -> Run {
    generator_with(folder, arguments, &[], "")
}

/// Runs the generator in a folder with these variables, and with this text on standard input.
///
/// # Panics
/// When it can't be built or started.
#[allow(clippy::expect_used)] // A suite can't continue without it.
pub fn generator_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Run {
    let mut command = Command::new(binary());
    command
        .current_dir(folder)
        .args(arguments)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("CARGO_TARGET_DIR")
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut process = command.spawn().expect("the generator starts");
    let mut stdin = process.stdin.take().expect("a pipe");
    // A process that does not read may have closed it.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    process.wait_with_output().expect("the generator ends").into()
}

/// Runs the generator in a folder with limits on processor time (in seconds) and memory (in KiB). A run that exceeds them, or
/// that waits longer, is killed.
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
    command
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CARGO_TARGET_DIR");
    command.output().expect("the generator starts").into()
}

/// The generator's binary. Cargo gives a package only the paths of its own binaries. A build of a fresh binary costs little.
///
/// # Panics
/// When it can't be built.
#[allow(clippy::expect_used)]
pub fn binary() -> &'static Path {
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

/// Builds the program, optimized if this one is, and returns its path.
pub fn program() -> io::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // `tests` is selected too, so that cargo resolves the same features as for this program and builds nothing twice.
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
