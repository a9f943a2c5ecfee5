fn lit(c: &C) {
    let _ = c.q8c_call().a(1).call();
}
fn make(c: &C, n: i64) {
    let _ = c.q8c_call().a(n).call();
}
