fn read(t: types::R16Thing) -> String {
    t.a
}
fn cmp(t: &types::R16Thing) -> bool {
    t.a.starts_with("2026")
}
fn text(t: &types::R16Thing) -> String {
    t.a.to_string()
}
