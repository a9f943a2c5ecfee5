fn read(t: types::R22dThing) -> bool {
    t.p.is_some_and(|v| v.get("x").is_some())
}
