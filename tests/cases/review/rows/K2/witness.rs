fn pay(c: &C) {
    let _ = c.k2_pay().call();
}
