fn pay(c: &C) {
    let _ = c.k3_pay().call();
}
