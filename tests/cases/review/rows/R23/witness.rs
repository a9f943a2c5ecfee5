fn read(t: &types::R23Thing) -> Option<&str> {
    t.p.x.as_deref()
}
fn moves(t: types::R23Thing) -> types::R23Inner {
    t.p
}
