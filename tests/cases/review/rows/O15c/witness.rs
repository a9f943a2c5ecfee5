fn build() -> C {
    Client::blocking().o15c_auth_token("t").build().unwrap()
}
