fn lit() -> types::Q16Body {
    types::Q16Body::new("x")
}
fn owned(s: String) -> types::Q16Body {
    types::Q16Body::new(s)
}
fn read(b: &types::Q16Body) -> &str {
    &b.a
}
