//! Prints the number of skipped tests of this run, and the reasons. `cargo test` runs the test targets of a package in the order
//! of their names, and this package last.

use std::io;

use tests::skip::{take, this_run};

fn main() -> io::Result<()> {
    let skips = take(this_run())?;
    println!("\n{} skips in this run", skips.len());
    for skip in &skips {
        println!("    {skip}");
    }
    println!();
    Ok(())
}
