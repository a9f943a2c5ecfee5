fn read(t: types::R27Thing) -> String {
    t.a
}
