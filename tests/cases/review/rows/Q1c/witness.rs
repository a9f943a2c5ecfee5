fn call(c: &C) {
    let _ = c.q1c_send().call();
}
