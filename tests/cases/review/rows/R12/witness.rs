fn cmp(t: &types::R12Thing) -> bool {
    t.k == "a"
}
fn read(t: types::R12Thing) -> String {
    t.k
}
fn text(t: &types::R12Thing) -> String {
    t.k.to_string()
}
