fn build() -> C {
    Client::blocking().o14c_auth_token("t").build().unwrap()
}
