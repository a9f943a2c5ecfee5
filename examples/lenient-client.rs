//! A client that puts up with responses that break the description, as the README shows it.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    use applivery::Client;

    let client = Client::builder()
        .lenient(|deviation| eprintln!("{deviation}"))
        .bearer_token("t")
        .build()?;
    let _ = client;
    Ok(())
}
