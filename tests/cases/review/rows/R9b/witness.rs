fn read(t: types::R9bThing) -> Option<String> {
    t.a.flatten()
}
