fn mock() -> types::R27cThing {
    types::R27cThing::new("x")
}
fn read(t: types::R27cThing) -> String {
    t.a
}
fn put(c: &C, t: &types::R27cThing) {
    let _ = c.r27c_put(t).call();
}
