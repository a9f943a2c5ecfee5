fn read(t: types::R33Thing) -> i64 {
    t.a
}
