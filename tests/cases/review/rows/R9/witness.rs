fn read(t: types::R9Thing) -> Option<String> {
    t.a
}
