fn call(c: &C) {
    let _ = c.q2_call().a("x").call();
}
