fn read(t: types::U1a) -> Option<String> {
    t.a
}
fn call(c: &C) -> R<Option<String>> {
    Ok(c.u1_get().call()?.a)
}
