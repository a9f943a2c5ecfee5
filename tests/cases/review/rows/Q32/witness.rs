fn call(c: &C) {
    let _ = c.q32_send("x", &types::Q32Body::new("y")).call();
}
