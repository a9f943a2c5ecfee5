fn lit() -> types::Q12Body {
    types::Q12Body::new("a")
}
fn owned(s: String) -> types::Q12Body {
    types::Q12Body::new(s)
}
fn read(b: &types::Q12Body) -> &str {
    &b.k
}
fn set(mut b: types::Q12Body, s: String) {
    b.k = s;
}
