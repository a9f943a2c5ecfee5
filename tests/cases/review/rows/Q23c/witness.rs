fn make() -> types::Q23cThing {
    types::Q23cThing::new("x")
}
fn put(c: &C) {
    let _ = c.q23c_put(&types::Q23cThing::new("x")).call();
}
fn read_modify_write(c: &C, mut t: types::Q23cThing) {
    t.a = "y".to_owned();
    let _ = c.q23c_put(&t).call();
}
