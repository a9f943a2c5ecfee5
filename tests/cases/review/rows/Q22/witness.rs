fn call(c: &C) {
    let _ = c.q22_send(&types::Q22Body::new("x")).call();
}
