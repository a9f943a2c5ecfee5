fn call(c: &C) {
    let _ = c.q21b_send(&types::Q21bBody::new("x")).call();
}
