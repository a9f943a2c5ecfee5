fn call(c: &C) {
    let _ = c.q7c_call("x", "y").call();
}
