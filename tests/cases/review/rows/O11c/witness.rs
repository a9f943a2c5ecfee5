fn build() {
    let _ = Client::blocking().bearer_token("k").build();
}
