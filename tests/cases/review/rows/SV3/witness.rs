fn build() {
    let _ = Client::blocking().build();
}
fn chosen() {
    let _ = Client::blocking()
        .server(api::servers::example_com().region(api::servers::Region::Us))
        .build();
}
