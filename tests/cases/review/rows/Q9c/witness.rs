fn call(c: &C) {
    let _ = c.q9c_call("1").call();
}
