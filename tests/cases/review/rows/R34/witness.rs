fn read(t: types::R34Thing) -> Vec<String> {
    t.a
}
