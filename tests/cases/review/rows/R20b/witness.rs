fn read(t: types::R20bThing) -> String {
    t.p.v
}
