fn pay(c: &C) {
    let _ = c.k1b_pay().call();
}
fn keyed(c: &C) {
    let _ = c.k1b_pay().idempotency_key("k").call();
}
