fn call(c: &C) {
    let _ = c.q4_call("x").call();
}
