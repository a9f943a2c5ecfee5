//! Reads responses that break the description, and prints where they do.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    use applivery::Client;

    let client = Client::builder()
        .lenient(|deviation| eprintln!("{deviation}"))
        .bearer_token("t")
        .build()?;
    let _ = client;
    Ok(())
}
