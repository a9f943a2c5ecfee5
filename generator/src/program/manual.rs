//! The commands `completions` and `man`: texts that are made of the declaration of the arguments.

use std::io;

use clap::CommandFactory;
use clap_complete::Shell;

use super::called::program;
use super::cli::Cli;
use super::print::print_text;

/// Prints the completions for a shell, of the program by the name that it was called by.
pub(super) fn completions(shell: Shell) {
    let name = program().unwrap_or_else(|| env!("CARGO_PKG_NAME").to_owned());
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), name, &mut text);
    print_text(&String::from_utf8_lossy(&text));
}

/// Prints the man page of the program or of one command.
///
/// # Errors
/// One line, if there is no such command.
pub(super) fn man(name: Option<&str>) -> Result<(), String> {
    let mut program = Cli::command();
    program.build();
    let page = match name {
        None => Some(program.clone()),
        Some(name) => program.find_subcommand(name).cloned(),
    };
    let page = page.ok_or_else(|| format!("there is no command `{}`", name.unwrap_or_default()))?;
    let mut text = Vec::new();
    let written: io::Result<()> = clap_mangen::Man::new(page).render(&mut text);
    written.map_err(|error| format!("the page can't be written: {error}"))?;
    print_text(&String::from_utf8_lossy(&text));
    Ok(())
}
