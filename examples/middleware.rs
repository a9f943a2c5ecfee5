//! Adds a header to every attempt, and prints how each attempt ended.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    use applivery::middleware::{CallContext, Middleware};
    use applivery::transport::{Request, TransportError};
    use applivery::{Client, Response};

    /// Numbers every attempt, for the logs of the server.
    struct Numbered;

    impl Middleware for Numbered {
        fn before(
            &self,
            request: &mut Request,
            context: &CallContext,
        ) -> Result<Option<Response>, TransportError> {
            request.headers.insert("x-attempt", context.attempt.into());
            Ok(None) // or a response in place of the server's, or an error
        }
    }

    let client = Client::builder()
        .attempt_middleware(Numbered)
        .on_attempt(|attempt| println!("{} {:?}", attempt.context.template, attempt.status))
        .build()?;
    let _ = client;
    Ok(())
}
