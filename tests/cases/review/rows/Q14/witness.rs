fn call(c: &C) {
    let _ = c.q14_call("abc").call();
}
