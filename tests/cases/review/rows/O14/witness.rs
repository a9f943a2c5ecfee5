fn build() -> C {
    Client::blocking().o14_auth_token("t").build().unwrap()
}
