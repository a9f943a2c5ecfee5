fn call(c: &C) {
    let _ = c.q28_call().a(["x"]).call();
}
