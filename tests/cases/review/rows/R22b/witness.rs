fn read(t: types::R22bThing) -> Option<String> {
    t.p?.x
}
