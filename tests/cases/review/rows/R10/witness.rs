fn matching(t: &types::R10Thing) -> u8 {
    match &t.k {
        types::R10ThingK::A => 1,
        types::R10ThingK::B => 2,
        types::R10ThingK::Unknown(s) if s == "c" => 3,
        _ => 4,
    }
}
