fn eq(a: &types::R26Thing, b: &types::R26Thing) -> bool {
    a == b
}
fn cl(a: &types::R26Thing) -> types::R26Thing {
    a.clone()
}
