fn read(t: types::I1Thing) -> Option<String> {
    t.v
}
