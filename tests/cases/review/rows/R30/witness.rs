fn read(t: types::R30Thing) -> String {
    t.a
}
fn dbg(t: &types::R30Thing) -> String {
    format!("{t:?}")
}
