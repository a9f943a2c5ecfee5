fn read(t: &types::R6Thing) -> &str {
    t.a.as_deref().unwrap_or_default()
}
fn some(t: types::R6Thing) {
    if let Some(a) = t.a {}
}
