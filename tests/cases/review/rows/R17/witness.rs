fn read(t: types::R17Thing) -> (String, String) {
    (t.a, t.b)
}
