fn call(c: &C) {
    let _ = c.q29_call().a(["x"]).call();
}
