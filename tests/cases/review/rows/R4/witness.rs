fn read(t: types::R4Thing) -> i64 {
    t.b
}
