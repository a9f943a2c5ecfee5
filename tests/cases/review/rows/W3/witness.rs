fn receive(b: &types::W3b) -> &str {
    &b.a
}
fn make() -> types::W3b {
    types::W3b::new("x")
}
