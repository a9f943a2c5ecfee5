fn read(t: types::R22cThing) -> bool {
    t.p.is_some_and(|v| v["x"] == "1")
}
