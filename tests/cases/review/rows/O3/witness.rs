fn call(c: &C) {
    let _ = c.o3_old().call();
}
fn marker() -> Option<operations::O3Old> {
    None
}
