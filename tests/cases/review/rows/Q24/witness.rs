fn make() -> types::Q24Body {
    types::Q24Cat::new("x").into()
}
fn matching(b: &types::Q24Body) -> u8 {
    match b {
        types::Q24Body::Q24Cat(_) => 1,
        types::Q24Body::Q24Dog(_) => 2,
        _ => 3,
    }
}
