fn call(c: &C) {
    let _ = c.q21_send(&types::Q21Body::new("x")).call();
}
