fn build() -> C {
    Client::blocking().o14b_auth_token("t").build().unwrap()
}
