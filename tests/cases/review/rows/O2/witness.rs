fn call(c: &C) {
    let _ = c.o2_add().call();
}
fn marker() -> Option<operations::O2Add> {
    None
}
