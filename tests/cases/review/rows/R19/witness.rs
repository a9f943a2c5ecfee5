fn matching(b: &types::R19Thing) -> u8 {
    match b {
        types::R19Thing::R19Cat(_) => 1,
        types::R19Thing::R19Dog(_) => 2,
        types::R19Thing::Unknown(v) if v["kind"] == "emu" => 3,
        _ => 4,
    }
}
