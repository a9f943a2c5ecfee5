//! Lets the client fetch and renew its own OAuth 2 tokens.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    use applivery::Client;
    use applivery::auth::OAuth2;

    let tokens = OAuth2::client_credentials("https://login.example.com/oauth/token", "my-id", "my-secret")
        .scopes(["devices:write"])
        .parameter("audience", "https://api.example.com");
    let client = Client::builder().credential_for("bearerAuth", tokens).build()?;
    let _ = client;
    Ok(())
}
