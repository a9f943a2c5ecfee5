fn read(t: &types::Q14eThing) -> &String {
    &t.a
}
fn make() -> types::Q14eThing {
    types::Q14eThing::new("x")
}
