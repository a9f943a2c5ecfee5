fn call(c: &C) {
    let _ = c.q2e_send().call();
}
