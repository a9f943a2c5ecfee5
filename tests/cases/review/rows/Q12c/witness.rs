fn call(c: &C) {
    let _ = c.q12c_call().a("a").call();
}
