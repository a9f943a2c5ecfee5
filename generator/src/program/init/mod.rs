//! The command `init`: writes generator.toml, the client of one description, and the files around them. It overwrites nothing.

mod ci;
mod plan;

use std::path::Path;

use plan::Plan;

use super::Failure;
use super::batch::generated;
use super::called::{command, command_with};
use super::cli::{Cli, Init};
use super::output::{Folder, create_file, write_file};
use super::print::{print_status, print_text};

pub(super) fn init(arguments: &Init, cli: &Cli) -> Result<(), Failure> {
    let plan = Plan::new(arguments, &cli.selection)?;
    plan.check()?;
    let client = generated(plan.job()?, cli)?;
    let mut files = plan.files();
    files.extend(
        client
            .generated
            .example
            .clone()
            .map(|text| (plan.example(), text)),
    );
    plan.refuse_existing(files.keys())?;
    for (path, text) in &files {
        create_file(path, text)?;
    }
    Folder::new(client.job.out.clone()).write(&client.generated.files)?;
    if let Some(lock) = &client.job.lock {
        write_file(lock, &client.generated.lock)?;
    }
    let written = files.keys().map(|path| path.display().to_string());
    for path in written.chain([format!("{}/", client.job.out.display())]) {
        print_status(&format!("wrote {path}\n"));
    }
    for hint in plan.hints() {
        print_status(&format!("{hint}\n"));
    }
    print_text(&next(&plan, client.generated.example.is_some()));
    Ok(())
}

/// The next three commands.
fn next(plan: &Plan, has_example: bool) -> String {
    let which = plan.cargo_selection();
    let build = match has_example {
        true => format!("cargo run {which} --example {EXAMPLE} --features ureq"),
        false => format!("cargo check {which}"),
    };
    let add = format!("cargo add --path {}", plan.out().display());
    let check = command_with("check");
    let generate = command();
    let width = [&build, &add, &check]
        .into_iter()
        .map(String::len)
        .max()
        .unwrap_or_default();
    let what = if has_example {
        "makes a first call"
    } else {
        "compiles the package"
    };
    format!(
        "\nNext:\n  {build:width$}  # {what}\n  {add:width$}  # in the package that uses the client\n  {check:width$}  # in CI; `{generate}` updates the client\n"
    )
}

/// The name of the example.
const EXAMPLE: &str = "first_call";

/// The path of the example in a package.
fn example_in(out: &Path) -> std::path::PathBuf {
    out.join("examples").join(format!("{EXAMPLE}.rs"))
}
