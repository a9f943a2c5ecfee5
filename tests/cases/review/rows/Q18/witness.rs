fn call(c: &C) {
    let _ = c.q18_call().call();
}
