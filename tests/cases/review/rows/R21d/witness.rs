fn matching(b: &types::R21dThing) -> u8 {
    match b {
        types::R21dThing::Cat(_) => 1,
        _ => 4,
    }
}
