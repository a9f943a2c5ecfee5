fn call(c: &C) {
    let _ = c.x2_send(&types::X2Body::new().a("x")).call();
}
