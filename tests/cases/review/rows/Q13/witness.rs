fn make() -> types::Q13Body {
    types::Q13Body::new(types::Q13BodyK::A)
}
fn text(t: &types::Q13Body) -> &str {
    t.k.as_str()
}
