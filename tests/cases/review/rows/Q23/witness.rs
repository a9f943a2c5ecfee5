fn uses() -> types::Q23Thing {
    types::Q23Thing::new("x").b("y")
}
fn not() -> types::Q23Thing {
    types::Q23Thing::new("x")
}
fn back(c: &C, t: types::Q23Thing) {
    let _ = c.q23_put(&t).call();
}
