//! Generation in a `build.rs`: reads the description, writes to `OUT_DIR`, and tells cargo which files to watch.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, error, fmt, fs};

use crate::diagnostics::Diagnostics;
use crate::{Files, Input, Options, Output, References, Runtime, generate};

/// Generates a client from the description at this path, which is relative to the package with the build script. Its files are
/// written to `OUT_DIR`; the package includes `src/lib.rs` from there. The support code is generated into the crate.
///
/// A file with the same name and the extension `lock` in the folder of the description pins the names. The command line writes
/// such files. By default, the name of the package is that of the built package, and [`References::on_disk`] reads other files.
/// Diagnostics that are not errors are printed as warnings of cargo.
///
/// # Errors
/// The description has errors, a file can't be read or written, or the caller is not a build script of cargo.
pub fn build(description: impl AsRef<Path>, options: Options) -> Result<(), BuildError> {
    let description = description.as_ref();
    watch(description);
    let text = fs::read_to_string(description).map_err(|error| BuildError::file(description, &error))?;
    let lock = description.with_extension("lock");
    watch(&lock);
    let out =
        env::var_os("OUT_DIR").ok_or(BuildError::new("OUT_DIR is not set: cargo runs build scripts"))?;
    let input = Input {
        name: description.to_string_lossy().replace('\\', "/"),
        text,
        lock: fs::read_to_string(lock).ok(),
        options: completed(description, options)?,
    };
    let Output {
        generated,
        diagnostics,
    } = generate(&input);
    let Some(generated) = generated.filter(|_| !diagnostics.has_errors()) else {
        return Err(BuildError(Reason::Description(Box::new(diagnostics))));
    };
    for line in diagnostics.to_string().lines() {
        tell_cargo(&format!("warning={line}"));
    }
    write(&PathBuf::from(out), &generated.files)
}

/// The defaults for options that are not set.
fn completed(description: &Path, options: Options) -> Result<Options, BuildError> {
    let is_named = !options.package.is_empty();
    let package = match env::var("CARGO_PKG_NAME") {
        Ok(name) if !is_named => name,
        Ok(_) | Err(_) => options.package,
    };
    let references = match options.references.is_empty() {
        false => options.references,
        true => References::on_disk(description, None, BTreeMap::new()).map_err(BuildError::new)?,
    };
    let folder = description.parent().unwrap_or(Path::new("")).to_owned();
    Ok(Options {
        package,
        references: references.watched(move |path, _| watch(&folder.join(path))),
        runtime: Runtime::Embedded,
        is_included: true,
        ..options
    })
}

fn watch(path: &Path) {
    tell_cargo(&format!("rerun-if-changed={}", path.display()));
}

/// If stdout is closed, cargo does not read it.
fn tell_cargo(line: &str) {
    let _ = writeln!(std::io::stdout(), "cargo::{line}");
}

/// Writes the Rust files.
fn write(out: &Path, files: &Files) -> Result<(), BuildError> {
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src")) {
        let path = out.join(path);
        let folder = path.parent().unwrap_or(out);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, text));
        written.map_err(|error| BuildError::file(&path, &error))?;
    }
    Ok(())
}

/// The reason why a build script generated nothing. `Debug`, which `main` prints, contains all diagnostics, as `Display` does.
pub struct BuildError(Reason);

enum Reason {
    Description(Box<Diagnostics>),
    Line(String),
}

impl BuildError {
    fn new(line: impl Into<String>) -> Self {
        Self(Reason::Line(line.into()))
    }

    fn file(path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Description(diagnostics) => write!(f, "the description has errors\n\n{diagnostics}"),
            Reason::Line(line) => f.write_str(line),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl error::Error for BuildError {}
