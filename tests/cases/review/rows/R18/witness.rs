fn read(t: types::R18Thing) -> String {
    t.a
}
