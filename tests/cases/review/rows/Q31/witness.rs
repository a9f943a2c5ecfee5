fn call(c: &C) {
    let _ = c.q31_call().a("x").call();
}
