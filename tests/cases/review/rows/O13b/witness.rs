fn build() -> C {
    Client::blocking().o13b_auth_token("t").build().unwrap()
}
