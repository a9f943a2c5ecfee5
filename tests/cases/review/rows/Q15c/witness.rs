fn lit() -> types::Q15cBody {
    types::Q15cBody::new("x")
}
fn read(b: &types::Q15cBody) -> &str {
    b.a.as_str()
}
