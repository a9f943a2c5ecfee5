fn call(c: &C) {
    let _ = c.x3_send(&types::X3Body::new().a("x")).call();
}
