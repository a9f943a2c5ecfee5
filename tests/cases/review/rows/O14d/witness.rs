fn build() -> C {
    Client::blocking().o14d_auth_token("t").build().unwrap()
}
