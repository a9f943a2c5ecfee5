fn make() -> types::Q11Body {
    types::Q11Body::new(types::Q11BodyK::C)
}
fn other() -> types::Q11Body {
    types::Q11Body::new(types::Q11BodyK::A)
}
