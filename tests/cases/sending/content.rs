//! The memory for sending and receiving a body of a gigabyte in chunks. Each measurement runs in a new process.

use std::io::{self, Read};
use std::process::Command;

use sending::Body;

use crate::{Result, generated, server::CONTENT, usage};

const ALL: [&str; 4] = [
    "upload, async",
    "download, async",
    "upload, blocking",
    "download, blocking",
];

pub fn print(url: &str) -> Result {
    println!("\n| 1 GiB | MB of memory more than before (bar 20) | s |\n|---|---|---|");
    for what in ALL {
        let status = Command::new(std::env::current_exe()?).args(["content", what, url]).status()?;
        if !status.success() {
            return Err(what.into());
        }
    }
    Ok(())
}

/// Runs one measurement.
pub fn measure(what: &str, url: &str) -> Result {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (client, blocking) = (generated::asynchronous(url)?, generated::blocking(url)?);
    // A small body first, so that the memory of connections and TLS is not counted.
    runtime.block_on(async { client.put_content("first").await })?;
    blocking.put_content("first").call()?;
    usage::forget_peak()?;
    let before = usage::peak()?;
    let start = std::time::Instant::now();
    match what {
        "upload, async" => runtime.block_on(async { client.put_content(content()).timeout(None).attempt_timeout(None).await })?,
        "download, async" => runtime.block_on(async {
            let mut body = client.get_content().stream().await?.body;
            let mut length = 0;
            while let Some(piece) = body.next().await {
                length += piece?.len() as u64;
            }
            all(length)
        })?,
        "upload, blocking" => blocking.put_content(content()).timeout(None).attempt_timeout(None).call()?,
        _ => {
            let mut body = blocking.get_content().stream()?.body;
            all(io::copy(&mut body, &mut io::sink())?)?;
        }
    }
    let growth = usage::peak()?.saturating_sub(before) as f64 / 1e6;
    println!("| {what} | {growth:.1} | {:.1} |", start.elapsed().as_secs_f64());
    Ok(())
}

fn content() -> Body {
    Body::reader(io::repeat(7).take(CONTENT))
}

fn all(length: u64) -> Result {
    if length == CONTENT { Ok(()) } else { Err(format!("{length} bytes").into()) }
}
