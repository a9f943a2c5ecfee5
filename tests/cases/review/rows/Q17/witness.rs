fn some() -> types::Q17Body {
    types::Q17Body::new("x".to_owned())
}
fn none() -> types::Q17Body {
    types::Q17Body::new(None)
}
