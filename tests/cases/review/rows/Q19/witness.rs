fn make() -> types::Q19Body {
    types::Q19Body::new("x")
}
fn pat(types::Q19Body { a, .. }: types::Q19Body) {}
