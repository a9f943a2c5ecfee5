fn build() -> C {
    Client::blocking().o15_auth_token("t").build().unwrap()
}
