fn make(c: &C) {
    let _ = c.q23d_put(&types::Q23dThingRequest::new("x")).call();
}
