fn call(c: &C) {
    let _ = c.q6_call("src", "dst").call();
}
