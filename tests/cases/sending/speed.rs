//! Requests per second, and processor time and allocations per request. The sides alternate, so that both have the same noise.

use std::future::Future;
use std::time::Instant;

use tokio::runtime::Runtime;

use crate::{Result, allocations, by_hand, generated, server::{PAGE, PET}, usage};

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

pub fn print(url: &str) -> Result {
    println!("\n| call | requests/s | by hand | ratio (bar 0.97) | CPU µs | by hand | ratio (bar 1.03) | allocations | by hand | bytes | by hand |\n|---|---|---|---|---|---|---|---|---|---|---|");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    asynchronous(&runtime, url)?;
    blocking(url)
}

fn asynchronous(runtime: &Runtime, url: &str) -> Result {
    let ours = generated::asynchronous(url)?;
    let theirs = by_hand::Asynchronous::new(url)?;
    let our_pet: sending::types::Pet = serde_json::from_str(PET)?;
    let their_pet: by_hand::Pet = serde_json::from_str(PET)?;
    compare(
        "GET, async",
        || repeat(runtime, || generated::get_pet(&ours, SHOP, 4711, &FIELDS, LOCALE, TRACE), &our_pet),
        || repeat(runtime, || theirs.get_pet(SHOP, 4711, &FIELDS, LOCALE, TRACE), &their_pet),
    )?;
    let (our_page, their_page) = (vec![our_pet.clone(); PAGE], vec![their_pet.clone(); PAGE]);
    compare(
        "GET a page, async",
        || repeat(runtime, || generated::list_pets(&ours, SHOP), &our_page),
        || repeat(runtime, || theirs.list_pets(SHOP), &their_page),
    )?;
    compare(
        "POST, async",
        || repeat(runtime, || generated::add_pet(&ours, SHOP, &our_pet), &our_pet),
        || repeat(runtime, || theirs.add_pet(SHOP, &their_pet), &their_pet),
    )
}

fn blocking(url: &str) -> Result {
    let ours = generated::blocking(url)?;
    let theirs = by_hand::Blocking::new(url)?;
    let our_pet: sending::types::Pet = serde_json::from_str(PET)?;
    let their_pet: by_hand::Pet = serde_json::from_str(PET)?;
    compare(
        "GET, blocking",
        || again(|| generated::get_pet_blocking(&ours, SHOP, 4711, &FIELDS, LOCALE, TRACE), &our_pet),
        || again(|| theirs.get_pet(SHOP, 4711, &FIELDS, LOCALE, TRACE), &their_pet),
    )?;
    let (our_page, their_page) = (vec![our_pet.clone(); PAGE], vec![their_pet.clone(); PAGE]);
    compare(
        "GET a page, blocking",
        || again(|| generated::list_pets_blocking(&ours, SHOP), &our_page),
        || again(|| theirs.list_pets(SHOP), &their_page),
    )?;
    compare(
        "POST, blocking",
        || again(|| generated::add_pet_blocking(&ours, SHOP, &our_pet), &our_pet),
        || again(|| theirs.add_pet(SHOP, &their_pet), &their_pet),
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

fn compare(what: &str, ours: impl Fn() -> Result, theirs: impl Fn() -> Result) -> Result {
    if std::env::args().nth(1).is_some_and(|only| only != what) {
        return Ok(());
    }
    ours()?;
    theirs()?;
    let (mut our, mut their) = (measure(&ours)?, measure(&theirs)?);
    for _ in 1..ROUNDS {
        our = our.best(measure(&ours)?);
        their = their.best(measure(&theirs)?);
    }
    println!(
        "| {what} | {:.0} | {:.0} | {:.3} | {:.1} | {:.1} | {:.3} | {:.1} | {:.1} | {:.0} | {:.0} |",
        1e9 / our.wall,
        1e9 / their.wall,
        their.wall / our.wall,
        our.processor / 1e3,
        their.processor / 1e3,
        our.processor / their.processor,
        our.allocations,
        their.allocations,
        our.bytes,
        their.bytes,
    );
    Ok(())
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
