fn pay(c: &C) {
    let _ = c.k1_pay().call();
}
