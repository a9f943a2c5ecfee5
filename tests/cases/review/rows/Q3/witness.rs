fn omits(c: &C) {
    let _ = c.q3_call().call();
}
fn gives(c: &C) {
    let _ = c.q3_call().a("x").call();
}
