fn make() -> types::Q2cBody {
    types::Q2cBody::new("x")
}
fn read(t: &types::Q2cBody) -> &str {
    &t.name
}
