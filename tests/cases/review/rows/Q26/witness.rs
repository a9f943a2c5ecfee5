fn make() -> types::Q26Body {
    "x".to_owned().into()
}
fn matching(b: &types::Q26Body) -> u8 {
    match b {
        types::Q26Body::Text(_) => 1,
        _ => 3,
    }
}
