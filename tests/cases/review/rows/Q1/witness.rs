fn call(c: &C) {
    let _ = c.q1_call().a("x").call();
}
