fn read(t: types::R9cThing) -> Vec<String> {
    t.a
}
