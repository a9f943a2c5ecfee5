fn call(c: &C) {
    let _ = c.q12b_call("a").call();
}
