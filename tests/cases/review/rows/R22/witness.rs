fn read(t: types::R22Thing) -> Option<String> {
    t.p?.x
}
