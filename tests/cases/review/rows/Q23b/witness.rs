fn make() -> types::Q23bThing {
    types::Q23bThing::new("x", "1")
}
fn back(c: &C, t: types::Q23bThing) {
    let _ = c.q23b_put(&t).call();
}
fn read(c: &C, t: &types::Q23bThing) -> String {
    t.id.clone()
}
