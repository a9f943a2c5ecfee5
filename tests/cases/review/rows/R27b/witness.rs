fn read(t: types::R27bThing) -> String {
    t.a
}
fn cmp(t: &types::R27bThing) -> bool {
    t.a.is_empty()
}
