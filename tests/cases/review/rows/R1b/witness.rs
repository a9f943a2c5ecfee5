fn read(t: &types::R1bThing) -> bool {
    t.extra.get("b").is_some()
}
