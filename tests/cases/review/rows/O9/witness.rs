fn build() {
    let _ = Client::blocking().build();
}
fn call(c: &C) {
    let _ = c.o9_get().call();
}
