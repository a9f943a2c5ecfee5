fn matching(b: &types::R21cThing) -> u8 {
    match b {
        types::R21cThing::R21cCat(_) => 1,
        _ => 4,
    }
}
