fn read(t: types::R3Thing) -> Option<i64> {
    t.b
}
fn not(t: types::R3Thing) -> String {
    t.a
}
