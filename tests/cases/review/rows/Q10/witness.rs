fn make() -> types::Q10Body {
    types::Q10Body::new(types::Q10BodyK::A)
}
fn matching(k: &types::Q10BodyK) -> u8 {
    match k {
        types::Q10BodyK::A => 1,
        types::Q10BodyK::B => 2,
        _ => 3,
    }
}
