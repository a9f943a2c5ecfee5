fn call(c: &C) {
    let _ = c.q6c_call("one", "two").call();
}
