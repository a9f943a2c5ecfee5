//! The command `diff`: reviews what changes between two sides, client by client.

mod accept;
mod client;
mod failure;
mod pairs;
mod reports;
mod side;
mod uses;

use client::Reviewed;
use generator::internals::in_parallel;
use generator::review::gate::Gate;
use generator::review::render::Report;
use pairs::Work;

use super::Failure;
use super::cli::{Diff, Selection};
use super::print::print_failure;

pub(super) fn diff(arguments: &Diff, selection: &Selection) -> Result<(), Failure> {
    if let Some(name) = &arguments.uses {
        return uses::print(arguments, selection, name);
    }
    if arguments.is_for_entries() {
        let work = read(arguments, selection)?;
        return Ok(accept::write(arguments, &work)?);
    }
    let reviewed = read(arguments, selection).map(|work| review(arguments, &work));
    reviewed.unwrap_or_else(|line| {
        failure::report(arguments, selection, &line)?;
        Err(Failure::CouldNotRun(line))
    })
}

fn read(arguments: &Diff, selection: &Selection) -> Result<Work, String> {
    let mut checked = Gate::default();
    arguments.gate.iter().try_for_each(|level| checked.set(level))?;
    pairs::read(arguments, selection)
}

/// Compares all clients and prints the reports.
fn review(arguments: &Diff, work: &Work) -> Result<(), Failure> {
    let pairs = work.pairs.iter().collect();
    let clients = in_parallel(pairs, |pair| Reviewed::new(pair, arguments, work));
    let reports: Vec<_> = clients.iter().map(Reviewed::report).collect();
    let data: Vec<_> = clients
        .iter()
        .zip(&reports)
        .map(|(client, report)| client.data(report))
        .collect();
    let printed = reports::print(&data, arguments);
    let code = reports.iter().map(Report::exit_code).max();
    drop(data);
    drop(reports);
    for client in clients {
        client.print_diagnostics();
    }
    if let Err(line) = printed {
        print_failure(&line);
        return Err(Failure::NotCompared);
    }
    match code.unwrap_or_default() {
        0 => Ok(()),
        1 => Err(Failure::Reported),
        _ => Err(Failure::NotCompared),
    }
}
