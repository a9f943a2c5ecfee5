fn call(c: &C) {
    let _ = c.q7b_call().a(["x", "y"]).call();
}
