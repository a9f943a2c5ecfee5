fn lit() -> R<types::Q15cBody> {
    Ok(types::Q15cBody::new("x".parse::<types::Q15cBodyA>()?))
}
fn read(b: &types::Q15cBody) -> &str {
    b.a.as_str()
}
