fn build() {
    let _ = Client::blocking().o11b_key("k");
}
