fn build() -> C {
    Client::blocking().o15b_auth_token("t").build().unwrap()
}
