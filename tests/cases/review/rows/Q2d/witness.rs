fn call(c: &C) {
    let _ = c.q2d_call("x").call();
}
