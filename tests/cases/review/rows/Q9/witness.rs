fn make() -> types::Q9Body {
    types::Q9Body::new("1")
}
