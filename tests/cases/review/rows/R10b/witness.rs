fn matching(t: &types::R10bThing) -> u8 {
    match &t.k {
        types::R10bThingK::A => 1,
        types::R10bThingK::Unknown(s) => 3,
        _ => 4,
    }
}
