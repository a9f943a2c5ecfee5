fn build() {
    let _ = Client::blocking().server(api::servers::production()).build();
}
fn beta() {
    let _ = Client::blocking().server(api::servers::beta()).build();
}
