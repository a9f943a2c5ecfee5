fn read(t: types::R14bThing) -> i64 {
    t.a
}
