fn build() -> C {
    Client::blocking().o11_key("k").build().unwrap()
}
