fn read(t: types::R14Thing) -> i64 {
    t.a
}
