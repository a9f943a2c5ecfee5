fn read(t: types::R8Thing) -> Option<String> {
    t.a
}
fn some(t: &types::R8Thing) -> Option<&str> {
    t.a.as_deref()
}
