fn matching(b: &types::R20Thing) -> u8 {
    match b {
        types::R20Thing::R20Emu(_) => 1,
        _ => 4,
    }
}
