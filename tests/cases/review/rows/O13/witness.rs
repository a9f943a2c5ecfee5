fn build() -> C {
    Client::blocking().o13_auth_token("t").build().unwrap()
}
