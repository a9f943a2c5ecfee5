fn read(t: types::R9bThing) -> Option<String> {
    t.a
}
fn some(t: &types::R9bThing) -> Option<&str> {
    t.a.as_deref()
}
