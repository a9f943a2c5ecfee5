//! The command line: `generate` (the default), `check`, `diff`, `coverage`, `dump`,
//! `explain`. Says what is to be done; does nothing.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use generator::diagnostics::Deny;
use generator::{Features, Mode};

use crate::program::config::runtime::Place;
use crate::program::config::{AllowArgument, Package};

/// Generates Rust client crates from OpenAPI descriptions.
///
/// Reads spec/generator.toml of the workspace that it is run in.
///
/// Exit codes: 0 when all is well, 1 when a description has errors or the output is stale, 2 when it could not run.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) verdicts: Verdicts,
    /// Print notes too: keywords that change nothing, diagnostics that generator.toml allows.
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the clients; files that need no change are not touched (the default).
    Generate,
    /// Say whether the clients are what `generate` would write, and print what differs; write nothing.
    Check,
    /// Say what a change of the descriptions does to deployed clients, to new clients and to code that uses the crates.
    ///
    /// Exit codes: 0 when nothing is at the gate, 1 when something is, 2 when the sides could not be compared.
    Diff(Box<Diff>),
    /// Count how many keywords are typed, documentation, lossy and refused, by code; with --verbose, keyword by keyword.
    Coverage {
        /// Count in these descriptions, without spec/generator.toml.
        #[arg(long, value_name = "FILE", num_args = 1..)]
        spec: Vec<PathBuf>,
        /// Print JSON for machines.
        #[arg(long)]
        json: bool,
    },
    /// Print a stage of the generator for one description, to debug it.
    Dump(Dumped),
    /// Print what a diagnostic code or a kind of change means; without a code, list all.
    Explain {
        /// A code, as it stands in the brackets: duplicate-key.
        code: Option<String>,
    },
}

/// What is compared, and how it is reported.
#[derive(Clone, Debug, Args)]
pub(crate) struct Diff {
    /// The old side: a git revision or a file; by default the merge base with the main branch.
    pub(crate) old: Option<String>,
    /// The new side: a git revision or a file; by default the working tree.
    pub(crate) new: Option<String>,
    /// Compare only the client of this package.
    #[arg(long, value_name = "NAME")]
    pub(crate) client: Option<String>,
    /// What fails: old-clients or new-clients=break|caution|none, rust=version|major|none, silent=any|sent|none.
    #[arg(long, value_name = "WHAT=LEVEL")]
    pub(crate) gate: Vec<String>,
    /// Write the report as a Markdown comment to this file; `-` is standard output, instead of the text.
    #[arg(long, value_name = "FILE")]
    pub(crate) markdown: Option<PathBuf>,
    /// Write the report as JSON to this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Write the report as SARIF 2.1.0 to this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) sarif: Option<PathBuf>,
    /// Write the report as a code quality report of GitLab to this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) code_quality: Option<PathBuf>,
    /// Print the lines of surface.txt that differ, each with the kinds of change that explain it, instead of the report.
    #[arg(long)]
    pub(crate) surface: bool,
    /// Print annotations of GitHub too.
    #[arg(long)]
    pub(crate) annotations: bool,
    /// The address of the new tree, for links in Markdown.
    #[arg(long, value_name = "URL")]
    pub(crate) link_base: Option<String>,
    /// Let these changes pass: add an entry for each id to spec/generator.toml.
    #[arg(long, value_name = "ID", num_args = 1.., requires = "reason")]
    pub(crate) accept: Vec<String>,
    /// Why the changes may pass.
    #[arg(long, value_name = "TEXT", requires = "accept")]
    pub(crate) reason: Option<String>,
    /// The changes correct the description; the server is as it was.
    #[arg(long, requires = "accept")]
    pub(crate) correction: bool,
}

impl Diff {
    /// Whether a report goes to a file.
    pub(crate) fn writes_files(&self) -> bool {
        let files = [&self.markdown, &self.json, &self.sarif, &self.code_quality];
        files.iter().any(|file| file.is_some())
    }
}

/// The stage that is printed, and the description.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Dumped {
    /// What this description means: the ir.
    #[arg(long, value_name = "FILE")]
    pub(crate) ir: Option<PathBuf>,
    /// The tokens of each file that this description becomes, before they are formatted.
    #[arg(long, value_name = "FILE")]
    pub(crate) tokens: Option<PathBuf>,
}

/// Which diagnostics fail the run, besides those that generator.toml names.
#[derive(Debug, Args)]
pub(crate) struct Verdicts {
    /// Accept these diagnostics: they are notes. The pointer may have `*` and `**` in it, and name a file in front of its `#`.
    #[arg(long, global = true, value_name = "CODE[@POINTER]")]
    pub(crate) allow: Vec<AllowArgument>,
    /// Fail on these diagnostics; `warnings` stands for all warnings.
    #[arg(long, global = true, value_name = "CODE|warnings")]
    pub(crate) deny: Vec<Deny>,
}

/// The descriptions to read: those of spec/generator.toml, or a single one.
#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// Generate from this description alone, without spec/generator.toml.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        requires = "out",
        requires = "package"
    )]
    pub(crate) spec: Option<PathBuf>,
    /// The folder to write the package to.
    #[arg(long, global = true, value_name = "DIR", requires = "spec")]
    pub(crate) out: Option<PathBuf>,
    /// The name of the package.
    #[arg(long, global = true, value_name = "NAME", requires = "spec")]
    pub(crate) package: Option<Package>,
    /// What to make of it: a client, or the types alone.
    #[arg(long, global = true, value_name = "client|types", requires = "spec")]
    pub(crate) mode: Option<Mode>,
    /// Apply this overlay to the description; several are applied in their order.
    #[arg(long, global = true, value_name = "FILE", requires = "spec")]
    pub(crate) overlay: Vec<PathBuf>,
    /// What can be left out of it by features of cargo: nothing, or the operations of each tag.
    #[arg(long, global = true, value_name = "none|tags", requires = "spec")]
    pub(crate) features: Option<Features>,
    /// Where its support code goes: in a package beside its code, or among it.
    #[arg(long, global = true, value_name = "package|embedded", requires = "spec")]
    pub(crate) runtime: Option<Place>,
    /// With --spec, the folder that references may not leave; otherwise that is the git repository, or the folder of the
    /// description. Without --spec, the workspace, which is otherwise the nearest folder upwards with spec/generator.toml.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
}
