fn call(c: &C) {
    let _ = c.m5_send(&types::M5Body::new().a(["x".to_owned(), "y".to_owned()])).call();
}
