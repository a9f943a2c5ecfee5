fn call(c: &C) {
    let _ = c.m3_send(&types::M3Body::new("x")).call();
}
