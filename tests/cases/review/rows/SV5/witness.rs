fn build() {
    let _ = Client::blocking().build();
}
