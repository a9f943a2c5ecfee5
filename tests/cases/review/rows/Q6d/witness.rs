fn call(c: &C) {
    let _ = c.q6d_call("one", "two").call();
}
