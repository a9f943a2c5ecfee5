fn matching(t: &types::R11Thing) -> u8 {
    match &t.k {
        types::R11ThingK::C => 1,
        _ => 4,
    }
}
