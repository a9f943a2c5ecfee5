//! Decoding and encoding of ten documents of a megabyte: the runtime's engine beside serde's derive, in the same run. Prints
//! the ratios of the times, each with its bar.
//!
//! `cargo run --release -p tests --bin bench_json [DOCUMENT…] [STEP…]`; with `--features rivals`, simd-json and sonic-rs too.
//! Several processes measure, since the addresses of a process change some times by a third: the shortest times count.
//!
//! `--only WORK` measures nothing: it runs one work (`ours`, `derive`) some times, for a profiler. `--times` measures in this process,
//! and prints the shortest times.

// The runtime is compiled as in a generated crate, whose features are not those of this package, and used only in part.
#![allow(
    unexpected_cfgs,
    unreachable_pub,
    clippy::collapsible_if,
    clippy::manual_is_multiple_of
)]

mod derived;
mod documents;
#[cfg(feature = "rivals")]
mod rivals;
mod runtime;
mod slots;

use std::hint::black_box;
use std::io;
use std::process::Command;
use std::time::{Duration, Instant};

use runtime::json::{Check, Schema, decode, encode, encode_watching};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tests::bars::{self, Figure, Limit};

/// How many processes measure.
const PROCESSES: usize = 4;

/// How many times each work is measured in a process. The works alternate, so that all have the same noise.
const ROUNDS: usize = 30;

/// How many times a work runs for a profiler: so many that preparing the document costs little beside it.
const RUNS: usize = 30;

/// A name, and what is measured.
type Work<'a> = (&'static str, Box<dyn Fn() + 'a>);

const STEPS: [&str; 3] = ["encode", "decode", "from_str"];

/// The greatest ratios of our times to those of serde's derive.
struct Bars {
    encode: f64,
    decode: f64,
    from_str: f64,
}

const PLAIN: Bars = Bars {
    encode: 1.0,
    decode: 1.0,
    from_str: 1.2,
};
const OTHER: Bars = Bars { encode: 1.3, ..PLAIN };
const UNIONS: Bars = Bars {
    from_str: 1.3,
    ..OTHER
};

/// The bars of a step with a document.
fn bar(document: &str, step: &str) -> f64 {
    let bars = match document {
        "objects" | "text" => PLAIN,
        "tagged" | "untagged" => UNIONS,
        _ => OTHER,
    };
    match step {
        "encode" => bars.encode,
        "decode" => bars.decode,
        _ => bars.from_str,
    }
}

fn main() -> io::Result<()> {
    let is_of_one_process = only().is_some() || std::env::args().any(|argument| argument == TIMES);
    if is_of_one_process {
        measure();
        return Ok(());
    }
    let mut times = Times::default();
    for _ in 0..PROCESSES {
        let mut process = Command::new(std::env::current_exe()?);
        let output = process.args(std::env::args().skip(1)).arg(TIMES).output()?;
        if !output.status.success() {
            return Err(io::Error::other(
                String::from_utf8_lossy(&output.stderr).into_owned(),
            ));
        }
        times.add(&String::from_utf8_lossy(&output.stdout));
    }
    println!("| document | step | derive ms | ratio | bar | beside derive |");
    println!("|---|---|---|---|---|---|");
    times.0.iter().for_each(report);
    Ok(())
}

fn measure() {
    compare::<Vec<slots::Device>, Vec<derived::Device>>("objects", documents::objects);
    compare::<Vec<slots::Article>, Vec<derived::Article>>("text", documents::text);
    compare::<Vec<slots::Series>, Vec<derived::Series>>("integers", documents::integers);
    compare::<Vec<slots::Location>, Vec<derived::Location>>("floats", documents::floats);
    compare::<slots::Groups, derived::Groups>("maps", documents::maps);
    compare::<Vec<slots::Folder>, Vec<derived::Folder>>("nested", documents::nested);
    compare::<Vec<slots::Task>, Vec<derived::Task>>("enums", documents::enums);
    compare::<Vec<slots::Action>, Vec<derived::Action>>("tagged", documents::tagged);
    compare::<Vec<slots::Setting>, Vec<derived::Setting>>("untagged", documents::untagged);
    compare::<Vec<slots::Event>, Vec<derived::Event>>("dates", documents::dates);
}

/// Runs the works of a document.
fn compare<Ours, Theirs>(name: &str, document: fn() -> String)
where
    Ours: Schema + DeserializeOwned,
    Theirs: Serialize + DeserializeOwned,
{
    if !is_chosen(name) {
        return;
    }
    let text = document();
    let ours: Ours = decoded(&text);
    let theirs: Theirs = read(&text);
    assert_eq!(encode(ours.value()), text.as_bytes(), "{name}");
    assert_eq!(written(&theirs), text, "{name}");

    #[cfg_attr(not(feature = "rivals"), allow(unused_mut))]
    let mut works: Vec<Work<'_>> = vec![
        (
            "derive",
            Box::new(|| drop(black_box(serde_json::to_vec(black_box(&theirs))))),
        ),
        (
            "ours",
            Box::new(|| drop(black_box(encode(black_box(&ours).value())))),
        ),
        (
            "ours with validation",
            Box::new(|| drop(black_box(encode_watching(black_box(&ours).value(), &Check::NONE)))),
        ),
    ];
    #[cfg(feature = "rivals")]
    works.extend(rivals::encoders(&theirs));
    run(name, "encode", &works);

    let bytes = text.as_bytes();
    #[cfg_attr(not(feature = "rivals"), allow(unused_mut))]
    let mut works: Vec<Work<'_>> = vec![
        (
            "derive",
            Box::new(|| drop(black_box(serde_json::from_slice::<Theirs>(black_box(bytes))))),
        ),
        (
            "ours",
            Box::new(|| drop(black_box(decoded::<Ours>(black_box(&text))))),
        ),
    ];
    #[cfg(feature = "rivals")]
    works.extend(rivals::decoders::<Theirs>(bytes));
    run(name, "decode", &works);

    let works: Vec<Work<'_>> = vec![
        (
            "derive",
            Box::new(|| drop(black_box(read::<Theirs>(black_box(&text))))),
        ),
        (
            "ours",
            Box::new(|| drop(black_box(read::<Ours>(black_box(&text))))),
        ),
    ];
    run(name, "from_str", &works);
}

/// Whether the arguments name this document or step, or none of their kind.
fn is_chosen(name: &str) -> bool {
    let kind = |name: &str| STEPS.contains(&name);
    let named = std::env::args()
        .skip(1)
        .take_while(|argument| !argument.starts_with("--"));
    let mut of_kind = named.filter(|other| kind(other) == kind(name)).peekable();
    of_kind.peek().is_none() || of_kind.any(|other| other == name)
}

/// An option, before the name of a work.
const ONLY: &str = "--only";

/// The option of a process that measures.
const TIMES: &str = "--times";

/// The only work that runs.
fn only() -> Option<String> {
    std::env::args().skip_while(|argument| argument != ONLY).nth(1)
}

/// Decodes as a client does.
fn decoded<T: Schema>(text: &str) -> T {
    let mut value = T::placeholder();
    let decoded = decode(text.as_bytes(), value.slot());
    assert!(decoded.is_ok(), "{decoded:?}");
    value
}

/// Decodes as a user of serde_json does.
#[allow(clippy::expect_used, reason = "the documents are valid")]
fn read<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("the document fits its type")
}

fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Runs the only work, or prints the shortest time of each in nanoseconds.
fn run(document: &str, step: &str, works: &[Work<'_>]) {
    if !is_chosen(step) {
        return;
    }
    if let Some(only) = only() {
        for (_, work) in works.iter().filter(|(name, _)| *name == only) {
            (0..RUNS).for_each(|_| work());
        }
        return;
    }
    let mut best = vec![Duration::MAX; works.len()];
    for _ in 0..ROUNDS {
        for ((_, work), best) in works.iter().zip(&mut best) {
            let start = Instant::now();
            work();
            *best = start.elapsed().min(*best);
        }
    }
    for ((name, _), time) in works.iter().zip(&best) {
        println!("{document}\t{step}\t{name}\t{}", time.as_nanos());
    }
}

/// The shortest times of the works of a document and a step, in seconds, in the order in which they run.
#[derive(Default)]
struct Row {
    document: String,
    step: String,
    works: Vec<(String, f64)>,
}

/// The rows in the order in which they run.
#[derive(Default)]
struct Times(Vec<Row>);

impl Times {
    /// Adds what a process printed.
    fn add(&mut self, printed: &str) {
        for line in printed.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            if let [document, step, work, nanoseconds] = cells.as_slice()
                && let Ok(nanoseconds) = nanoseconds.parse::<f64>()
            {
                self.note(document, step, work, nanoseconds / 1e9);
            }
        }
    }

    fn note(&mut self, document: &str, step: &str, work: &str, seconds: f64) {
        let place = self
            .0
            .iter()
            .position(|row| row.document == document && row.step == step);
        let place = place.unwrap_or_else(|| {
            self.0.push(Row {
                document: document.to_owned(),
                step: step.to_owned(),
                works: Vec::new(),
            });
            self.0.len() - 1
        });
        let Some(row) = self.0.get_mut(place) else { return };
        match row.works.iter_mut().find(|(name, _)| name == work) {
            Some((_, best)) => *best = best.min(seconds),
            None => row.works.push((work.to_owned(), seconds)),
        }
    }
}

/// Prints the ratios of the shortest times to that of the first work, which is derive's.
fn report(row: &Row) {
    let Row {
        document,
        step,
        works,
    } = row;
    let derive = works.first().map_or(0.0, |(_, seconds)| *seconds);
    let ratios = works.iter().map(|(name, seconds)| (name, seconds / derive));
    let (own, beside): (Vec<_>, Vec<_>) = ratios.skip(1).partition(|(name, _)| *name == "ours");
    let ratio = own.first().map_or(f64::NAN, |(_, ratio)| *ratio);
    let limit = Limit::AtMost(bar(document, step));
    note(
        "json bars",
        "ours",
        format!("{document}, {step}"),
        ratio,
        Some(limit),
    );
    note("json", step, document.clone(), ratio, None);
    let beside: Vec<String> = beside
        .iter()
        .map(|(name, ratio)| format!("{name} {ratio:.2}"))
        .collect();
    println!(
        "| {document} | {step} | {:.2} | {ratio:.2} | {} | {} |",
        derive * 1e3,
        limit.cell(ratio),
        beside.join(", ")
    );
}

/// Appends a figure to those of the bench that started this program.
fn note(step: &str, series: &str, label: String, value: f64, limit: Option<Limit>) {
    let figure = Figure {
        step: step.to_owned(),
        series: series.to_owned(),
        label,
        value,
        limit,
    };
    if let Err(error) = bars::append(&figure) {
        println!("the figure is not recorded: {error}");
    }
}
