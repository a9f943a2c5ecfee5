//! Requests per second, and processor time and allocations per request. The sides alternate, so that all have the same noise.

use std::fs::OpenOptions;
use std::future::Future;
use std::io::Write as _;
use std::time::Instant;

use tokio::runtime::Runtime;

use crate::{Result, allocations, by_hand, by_hand_hyper, generated, server::{PAGE, PET}, usage};

const SHOP: &str = "shop of Zoë/2";
const FIELDS: [&str; 2] = ["name", "owner"];
const LOCALE: &str = "en-GB";
const TRACE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

const ROUNDS: usize = 40;
const CALLS: usize = 500;

/// The cheapest rounds of one side.
#[derive(Clone, Copy)]
struct Figures {
    /// Nanoseconds per request.
    wall: f64,
    processor: f64,
    allocations: f64,
    bytes: f64,
}

/// One way to make a call: a round of calls, and the bars for ours beside it.
struct Side<'s> {
    name: &'static str,
    round: Box<dyn Fn() -> Result + 's>,
    bars: Option<Bars>,
}

/// The ratios of the first side that are wanted.
#[derive(Clone, Copy)]
struct Bars {
    /// Calls per second, at least.
    calls: f64,
    /// Allocations, at most.
    allocations: Option<f64>,
}

const REQWEST: Bars = Bars {
    calls: 1.15,
    allocations: Some(0.6),
};
const HYPER: Bars = Bars {
    calls: 0.95,
    allocations: None,
};
const UREQ: Bars = Bars {
    calls: 0.97,
    allocations: None,
};

impl<'s> Side<'s> {
    fn new(name: &'static str, bars: Option<Bars>, round: impl Fn() -> Result + 's) -> Self {
        Self {
            name,
            round: Box::new(round),
            bars,
        }
    }
}

pub fn print(url: &str) -> Result {
    println!(
        "\n| call | side | requests/s | ratio of ours (bar) | CPU µs | allocations | ratio of ours (bar) | bytes |\n\
         |---|---|---|---|---|---|---|---|"
    );
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    asynchronous(&runtime, url)?;
    blocking(url)
}

fn asynchronous(runtime: &Runtime, url: &str) -> Result {
    let (ours, slower) = (generated::asynchronous(url)?, generated::over_reqwest(url)?);
    let (reqwest, hyper) = (by_hand::Asynchronous::new(url)?, by_hand_hyper::Hyper::new(url)?);
    let our_pet: sending::types::Pet = serde_json::from_str(PET)?;
    let their_pet: by_hand::Pet = serde_json::from_str(PET)?;
    let (our_page, their_page) = (vec![our_pet.clone(); PAGE], vec![their_pet.clone(); PAGE]);
    let get = |client| repeat(runtime, || generated::get_pet(client, SHOP, 4711, &FIELDS, LOCALE, TRACE), &our_pet);
    compare(
        "GET, async",
        &[
            Side::new("ours, hyper", None, || get(&ours)),
            Side::new("ours, reqwest", None, || get(&slower)),
            Side::new("reqwest by hand", Some(REQWEST), || {
                repeat(runtime, || reqwest.get_pet(SHOP, 4711, &FIELDS, LOCALE, TRACE), &their_pet)
            }),
            Side::new("hyper by hand", Some(HYPER), || {
                repeat(runtime, || hyper.get_pet(SHOP, 4711, &FIELDS, LOCALE, TRACE), &their_pet)
            }),
        ],
    )?;
    let list = |client| repeat(runtime, || generated::list_pets(client, SHOP), &our_page);
    compare(
        "GET a page, async",
        &[
            Side::new("ours, hyper", None, || list(&ours)),
            Side::new("ours, reqwest", None, || list(&slower)),
            Side::new("reqwest by hand", Some(REQWEST), || {
                repeat(runtime, || reqwest.list_pets(SHOP), &their_page)
            }),
            Side::new("hyper by hand", Some(HYPER), || repeat(runtime, || hyper.list_pets(SHOP), &their_page)),
        ],
    )?;
    let add = |client| repeat(runtime, || generated::add_pet(client, SHOP, &our_pet), &our_pet);
    compare(
        "POST, async",
        &[
            Side::new("ours, hyper", None, || add(&ours)),
            Side::new("ours, reqwest", None, || add(&slower)),
            Side::new("reqwest by hand", Some(REQWEST), || {
                repeat(runtime, || reqwest.add_pet(SHOP, &their_pet), &their_pet)
            }),
            Side::new("hyper by hand", Some(HYPER), || {
                repeat(runtime, || hyper.add_pet(SHOP, &their_pet), &their_pet)
            }),
        ],
    )
}

/// Makes only these calls, for a tool that counts the instructions of the process.
pub fn calls(url: &str, side: &str, call: &str, count: usize) -> Result {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let our_pet: sending::types::Pet = serde_json::from_str(PET)?;
    let their_pet: by_hand::Pet = serde_json::from_str(PET)?;
    runtime.block_on(async {
        let (ours, theirs) = (generated::asynchronous(url)?, by_hand::Asynchronous::new(url)?);
        let hyper = by_hand_hyper::Hyper::new(url)?;
        for _ in 0..count {
            match (side, call) {
                ("ours", "GET") => {
                    same(&generated::get_pet(&ours, SHOP, 4711, &FIELDS, LOCALE, TRACE).await?, &our_pet)?;
                }
                ("ours", "POST") => same(&generated::add_pet(&ours, SHOP, &our_pet).await?, &our_pet)?,
                ("reqwest", "GET") => same(&theirs.get_pet(SHOP, 4711, &FIELDS, LOCALE, TRACE).await?, &their_pet)?,
                ("reqwest", "POST") => same(&theirs.add_pet(SHOP, &their_pet).await?, &their_pet)?,
                ("hyper", "GET") => same(&hyper.get_pet(SHOP, 4711, &FIELDS, LOCALE, TRACE).await?, &their_pet)?,
                ("hyper", "POST") => same(&hyper.add_pet(SHOP, &their_pet).await?, &their_pet)?,
                _ => return Err("no such calls".into()),
            }
        }
        Ok(())
    })
}

fn blocking(url: &str) -> Result {
    let (ours, theirs) = (generated::blocking(url)?, by_hand::Blocking::new(url)?);
    let our_pet: sending::types::Pet = serde_json::from_str(PET)?;
    let their_pet: by_hand::Pet = serde_json::from_str(PET)?;
    let (our_page, their_page) = (vec![our_pet.clone(); PAGE], vec![their_pet.clone(); PAGE]);
    compare(
        "GET, blocking",
        &[
            Side::new("ours, ureq", None, || {
                again(|| generated::get_pet_blocking(&ours, SHOP, 4711, &FIELDS, LOCALE, TRACE), &our_pet)
            }),
            Side::new("ureq by hand", Some(UREQ), || {
                again(|| theirs.get_pet(SHOP, 4711, &FIELDS, LOCALE, TRACE), &their_pet)
            }),
        ],
    )?;
    compare(
        "GET a page, blocking",
        &[
            Side::new("ours, ureq", None, || again(|| generated::list_pets_blocking(&ours, SHOP), &our_page)),
            Side::new("ureq by hand", Some(UREQ), || again(|| theirs.list_pets(SHOP), &their_page)),
        ],
    )?;
    compare(
        "POST, blocking",
        &[
            Side::new("ours, ureq", None, || {
                again(|| generated::add_pet_blocking(&ours, SHOP, &our_pet), &our_pet)
            }),
            Side::new("ureq by hand", Some(UREQ), || again(|| theirs.add_pet(SHOP, &their_pet), &their_pet)),
        ],
    )
}

/// A round of calls, one after the other.
fn repeat<T: PartialEq, F: Future<Output = Result<T>>>(
    runtime: &Runtime,
    call: impl Fn() -> F,
    wanted: &T,
) -> Result {
    runtime.block_on(async {
        for _ in 0..CALLS {
            same(&call().await?, wanted)?;
        }
        Ok(())
    })
}

fn again<T: PartialEq>(call: impl Fn() -> Result<T>, wanted: &T) -> Result {
    (0..CALLS).try_for_each(|_| same(&call()?, wanted))
}

fn same<T: PartialEq>(got: &T, wanted: &T) -> Result {
    if got == wanted { Ok(()) } else { Err("another pet".into()) }
}

fn compare(what: &str, sides: &[Side<'_>]) -> Result {
    if std::env::args().nth(1).is_some_and(|only| only != what) {
        return Ok(());
    }
    sides.iter().try_for_each(|side| (side.round)())?;
    let mut figures = sides.iter().map(|side| measure(&side.round)).collect::<Result<Vec<_>>>()?;
    for _ in 1..ROUNDS {
        for (side, best) in sides.iter().zip(&mut figures) {
            *best = best.best(measure(&side.round)?);
        }
    }
    let Some(ours) = figures.first() else { return Ok(()) };
    for (side, figures) in sides.iter().zip(&figures) {
        note(what, side, figures, ours)?;
        let calls = ratio(figures.wall / ours.wall, side.bars.map(|bars| bars.calls));
        let bar = side.bars.and_then(|bars| bars.allocations);
        println!(
            "| {what} | {} | {:.0} | {calls} | {:.1} | {:.1} | {} | {:.0} |",
            side.name,
            1e9 / figures.wall,
            figures.processor / 1e3,
            figures.allocations,
            ratio(ours.allocations / figures.allocations, bar),
            figures.bytes,
        );
    }
    Ok(())
}

/// Appends the figures to the file of the bench, if the bench started this program: step, series, label, value and limit.
fn note(what: &str, side: &Side<'_>, figures: &Figures, ours: &Figures) -> Result {
    let Some(path) = std::env::var_os("BENCH_FIGURES") else { return Ok(()) };
    let name = side.name;
    let mut text = format!("calls\t{name}\t{what}\t{}\t\n", 1e9 / figures.wall);
    if let Some(Bars { calls, allocations }) = side.bars {
        let ratio = figures.wall / ours.wall;
        text += &format!("sending\tours\t{what}, calls per second as a ratio to {name}\t{ratio}\tleast {calls}\n");
        if let Some(most) = allocations {
            let ratio = ours.allocations / figures.allocations;
            text += &format!("sending\tours\t{what}, allocations as a ratio to {name}\t{ratio}\tmost {most}\n");
        }
    }
    OpenOptions::new().create(true).append(true).open(path)?.write_all(text.as_bytes())?;
    Ok(())
}

fn ratio(ratio: f64, bar: Option<f64>) -> String {
    match bar {
        Some(bar) => format!("{ratio:.3} ({bar})"),
        None => format!("{ratio:.3}"),
    }
}

fn measure(round: &impl Fn() -> Result) -> Result<Figures> {
    let (count, bytes) = allocations::so_far();
    let processor = usage::processor()?;
    let start = Instant::now();
    round()?;
    let wall = start.elapsed().as_nanos() as f64;
    let processor = (usage::processor()? - processor) as f64;
    let (later, more) = allocations::so_far();
    let each = |sum: f64| sum / CALLS as f64;
    Ok(Figures {
        wall: each(wall),
        processor: each(processor),
        allocations: each((later - count) as f64),
        bytes: each((more - bytes) as f64),
    })
}

impl Figures {
    fn best(self, other: Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            processor: self.processor.min(other.processor),
            allocations: self.allocations.min(other.allocations),
            bytes: self.bytes.min(other.bytes),
        }
    }
}
