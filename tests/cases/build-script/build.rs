//! Generates the client that `src/lib.rs` includes.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use generator::diagnostics::{Diagnostics, Style, render};
use generator::{Input, Options, Runtime, generate};

const DESCRIPTION: &str = "petstore.yaml";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={DESCRIPTION}");
    let text = fs::read_to_string(DESCRIPTION)?;
    let input = Input {
        name: DESCRIPTION.to_owned(),
        text: text.clone(),
        // Names pinned by an earlier run of the command line, where there was one.
        lock: fs::read_to_string("petstore.lock").ok(),
        options: Options {
            package: "petstore".to_owned(),
            // The support code is generated with the rest.
            runtime: Runtime::Embedded,
            ..Options::default()
        },
    };
    let mut diagnostics = Diagnostics::new();
    let generated = generate(&input, &mut diagnostics);
    let (Ok(findings) | Err(findings)) = diagnostics.finish();
    let sources = [(DESCRIPTION.to_owned(), text)].into();
    eprint!("{}", render(&findings, &sources, Style::Plain));
    let generated = generated.ok_or("the description has errors")?;

    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("not run by cargo")?);
    for (path, text) in generated.includable() {
        let path = out.join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        fs::write(path, text)?;
    }
    Ok(())
}
