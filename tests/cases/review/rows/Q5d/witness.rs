fn call(c: &C) {
    let _ = c.q5d_send(&types::Q5dBody::new("x")).call();
}
