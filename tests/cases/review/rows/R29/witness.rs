fn read(t: types::R29Thing) -> Option<String> {
    t.b
}
fn make() -> types::R29Thing {
    types::R29Thing::new("x").b("y")
}
