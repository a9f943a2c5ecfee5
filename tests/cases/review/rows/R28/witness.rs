fn read(t: types::R28Thing) -> String {
    t.x
}
