fn read(t: types::R25Thing) -> String {
    t.a
}
