//! What stands around calls, as the README shows it.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    use applivery::{About, Client, Middleware, Request, Response, TransportError};

    /// Numbers every attempt, for whoever reads the server's logs.
    struct Numbered;

    impl Middleware for Numbered {
        fn before(&self, request: &mut Request, about: &About) -> Result<Option<Response>, TransportError> {
            request.headers.insert("x-attempt", about.attempt.into());
            Ok(None) // or an answer in place of the server's, or an error
        }
    }

    let client = Client::builder()
        .attempt_middleware(Numbered)
        .on_attempt(|attempt| println!("{} {:?}", attempt.about.template, attempt.status))
        .build()?;
    let _ = client;
    Ok(())
}
