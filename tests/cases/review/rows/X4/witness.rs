fn call(c: &C) {
    let _ = c.x4_send(&types::X4Body::new().a(["x".to_owned(), "y".to_owned()])).call();
}
