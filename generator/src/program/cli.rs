//! The arguments of the command line: a command, and options of it and of all.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use generator::diagnostics::Deny;
use generator::{Features, Mode};

use crate::program::config::runtime::Place;
use crate::program::config::{AllowArgument, Package};

/// Generates Rust client crates from OpenAPI descriptions.
///
/// Reads spec/generator.toml or generator.toml, in the current folder or the nearest one above.
///
/// Exit codes: 0 on success, 1 if a description has errors or the output is stale, 2 if the command could not run.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    #[command(flatten)]
    pub(crate) verdicts: Verdicts,
    #[command(flatten)]
    pub(crate) printing: Printing,
    #[command(flatten)]
    pub(crate) watching: Watching,
    /// Print notes too: keywords without an effect, and diagnostics that generator.toml allows.
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the clients (the default). Files that don't change are not touched.
    Generate(Watching),
    /// Compare the clients with what `generate` would write, and print the differences. Nothing is written.
    Check,
    /// Report the effects of changed descriptions on deployed clients, on new clients and on code that uses the crates.
    ///
    /// Exit codes: 0 if no change fails the gate, 1 if one does, 2 if the sides could not be compared.
    Diff(Box<Diff>),
    /// Count the keywords that are typed, documentation, lossy and refused, by code; with --verbose, for each keyword.
    Coverage {
        /// Count the keywords of these descriptions, without generator.toml.
        #[arg(long, value_name = "FILE", num_args = 1..)]
        spec: Vec<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Describe an operation or a type in a page of at most 2,000 tokens: signature, example, parameters or fields, responses, errors.
    Describe(Describe),
    /// Write an OpenAPI overlay with the repairs that the generator makes, for `overlays` of generator.toml or for the author.
    Overlay(OverlayOf),
    /// Print a stage of the generator for one description, for debugging.
    Dump(Dumped),
    /// Write a generator.toml with the client of one description, its package, and an example. Nothing is overwritten.
    Init(Init),
    /// Report what is odd about the clients: files that are not committed or were edited, packages that cargo can't build, options
    /// without an effect.
    Doctor,
    /// Print the completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the man page of the program, or of a command.
    Man {
        /// The command.
        name: Option<String>,
    },
    /// Print the JSON schema of generator.toml, with which editors complete and check the file.
    Schema,
    /// Explain a diagnostic code or a kind of change; without a code, list all.
    Explain {
        /// A code, as printed in brackets: duplicate-key.
        code: Option<String>,
    },
}

impl Cli {
    /// A message about options that need another one. `init` takes them alone.
    pub(crate) fn misplaced(&self) -> Option<&'static str> {
        let Selection {
            spec, out, package, ..
        } = &self.selection;
        let is_init = matches!(self.command, Some(Command::Init(_)));
        match (spec, is_init) {
            (None, false) if out.is_some() || package.is_some() => {
                Some("--out and --package need --spec <FILE>, or the command init")
            }
            (Some(_), true) => Some("init takes the description without --spec"),
            (None | Some(_), _) => None,
        }
    }
}

/// Whether the command ends.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Watching {
    /// Generate again when a file that was read changes, until the process is ended.
    #[arg(long)]
    pub(crate) watch: bool,
}

/// The client to begin with. Its package and folder are --package and --out.
#[derive(Clone, Debug, Args)]
pub(crate) struct Init {
    /// The description; by default the openapi.yaml or openapi.json in this folder or in spec.
    #[arg(value_name = "SPEC")]
    pub(crate) description: Option<PathBuf>,
    /// Write a CI file too.
    #[arg(long, value_name = "SERVICE")]
    pub(crate) ci: Option<Ci>,
}

/// A CI service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ci {
    Github,
    Gitlab,
}

/// The sides to compare, and the formats of the report.
#[derive(Clone, Debug, Args)]
pub(crate) struct Diff {
    /// The old side: a git revision or a file; by default the merge base with the main branch.
    pub(crate) old: Option<String>,
    /// The new side: a git revision or a file; by default the working tree.
    pub(crate) new: Option<String>,
    /// The changes that fail: old-clients or new-clients=break|caution|none, rust=version|major|none, silent=any|sent|none.
    #[arg(long, value_name = "WHAT=LEVEL")]
    pub(crate) gate: Vec<String>,
    /// Write the report as a Markdown comment to this file; `-` prints it instead of the text.
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
    /// Print the changed lines of surface.txt instead of the report, each with the kinds of change that explain it; with `all`,
    /// the other lines of the new side too.
    #[arg(long, value_name = "all", num_args = 0..=1, require_equals = true, default_missing_value = "changes")]
    pub(crate) surface: Option<SurfaceLines>,
    /// Print an entry of a changelog for users of the crate instead of the report, in the format of Keep a Changelog.
    #[arg(long, conflicts_with = "surface")]
    pub(crate) changelog: bool,
    /// Print the operations that use a type or a parameter of the new side, as a tree, and compare nothing.
    #[arg(long, value_name = "TYPE|PARAMETER")]
    pub(crate) uses: Option<String>,
    /// Also print annotations for GitHub.
    #[arg(long)]
    pub(crate) annotations: bool,
    /// The URL of the new tree, for links in Markdown.
    #[arg(long, value_name = "URL")]
    pub(crate) link_base: Option<String>,
    /// Accept these changes: add an entry for each id to generator.toml.
    #[arg(long, value_name = "ID", num_args = 0..)]
    pub(crate) accept: Option<Vec<String>>,
    /// The reason why the changes are accepted.
    #[arg(long, value_name = "TEXT", requires = "accept")]
    pub(crate) reason: Option<String>,
    /// The changes correct the description; the server has not changed.
    #[arg(long, requires = "accept")]
    pub(crate) correction: bool,
    /// Remove the entries of generator.toml that accept no change.
    #[arg(long)]
    pub(crate) prune: bool,
}

/// Which lines of the surface are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SurfaceLines {
    /// Those that differ.
    Changes,
    /// All lines of the new side, and those that are gone.
    All,
}

impl Diff {
    /// The ids of the changes to accept.
    pub(crate) fn accepted(&self) -> &[String] {
        self.accept.as_deref().unwrap_or_default()
    }

    /// Whether entries of generator.toml are written or removed, and nothing is reported.
    pub(crate) fn is_for_entries(&self) -> bool {
        self.prune || self.accept.is_some()
    }
}

/// What is described.
#[derive(Clone, Debug, Args)]
pub(crate) struct Describe {
    /// `tag().method`, an operationId, `GET /path`, a type, the name of a schema, or a JSON pointer.
    #[arg(value_name = "OPERATION|TYPE")]
    pub(crate) name: String,
    /// Describe a part of this description, without spec/generator.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The description whose repairs are written, and where to.
#[derive(Clone, Debug, Args)]
pub(crate) struct OverlayOf {
    /// The file to write; by default the overlay is printed.
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Repair this description, without spec/generator.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
}

/// The stage to print, and the description.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Dumped {
    /// Print the ir of this description.
    #[arg(long, value_name = "FILE")]
    pub(crate) ir: Option<PathBuf>,
    /// Print the tokens of each generated file of this description, before they are formatted.
    #[arg(long, value_name = "FILE")]
    pub(crate) tokens: Option<PathBuf>,
}

/// The diagnostics that are accepted or fail the run, in addition to those in generator.toml.
#[derive(Debug, Args)]
pub(crate) struct Verdicts {
    /// Accept these diagnostics: they become notes. The pointer may contain `*` and `**`, and a file before its `#`.
    #[arg(long, global = true, value_name = "CODE[@POINTER]")]
    pub(crate) allow: Vec<AllowArgument>,
    /// Fail on these diagnostics; `warnings` stands for all warnings.
    #[arg(long, global = true, value_name = "CODE|warnings")]
    pub(crate) deny: Vec<Deny>,
}

/// How a run prints.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Printing {
    /// Print only errors, and the result of commands that have one.
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Use colours. By default they depend on the terminal and on NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: Color,
    /// The format of diagnostics and errors. `json`, `sarif` and `github` are for other programs.
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) message_format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that supports them.
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With lines of the description.
    #[default]
    Human,
    /// A JSON object a line.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub.
    Github,
    /// A line each.
    Short,
}

impl Format {
    /// Whether the messages are printed at the end, for other programs.
    pub(crate) fn is_for_programs(self) -> bool {
        match self {
            Self::Human | Self::Short => false,
            Self::Json | Self::Sarif | Self::Github => true,
        }
    }
}

impl Command {
    /// Whether the result of the command is on standard output.
    pub(crate) fn has_result(&self) -> bool {
        match self {
            Self::Generate(_) | Self::Check | Self::Init(_) | Self::Doctor => false,
            Self::Diff(_)
            | Self::Coverage { .. }
            | Self::Describe(_)
            | Self::Overlay(_)
            | Self::Dump(_)
            | Self::Schema
            | Self::Completions { .. }
            | Self::Man { .. }
            | Self::Explain { .. } => true,
        }
    }
}

/// The descriptions to read: those in generator.toml, or a single one.
#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// Take only the client of this package from generator.toml. It may be given several times.
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "spec")]
    pub(crate) client: Vec<String>,
    /// Generate only from this description, without generator.toml.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        requires = "out",
        requires = "package"
    )]
    pub(crate) spec: Option<PathBuf>,
    /// The folder of the package.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The name of the package.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) package: Option<Package>,
    /// The kind of package: a client, or only the types.
    #[arg(long, global = true, value_name = "client|types", requires = "spec")]
    pub(crate) mode: Option<Mode>,
    /// Apply this overlay to the description. Several overlays are applied in order.
    #[arg(long, global = true, value_name = "FILE", requires = "spec")]
    pub(crate) overlay: Vec<PathBuf>,
    /// The parts that cargo features can disable: none, or the operations of each tag.
    #[arg(long, global = true, value_name = "none|tags", requires = "spec")]
    pub(crate) features: Option<Features>,
    /// The place of the support code: its own package, or the generated crate.
    #[arg(long, global = true, value_name = "package|embedded", requires = "spec")]
    pub(crate) runtime: Option<Place>,
    /// With --spec, the folder that references may not leave; by default the git repository, or the folder of the description.
    /// Without --spec, the workspace; by default the nearest folder with spec/generator.toml or generator.toml, from the current one
    /// upwards.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Read this generator.toml, which may have another name.
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["spec", "root"])]
    pub(crate) config: Option<PathBuf>,
}
