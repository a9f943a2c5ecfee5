fn read(t: types::R14cThing) -> u64 {
    t.a
}
