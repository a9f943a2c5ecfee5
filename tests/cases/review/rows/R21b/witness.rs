fn matching(b: &types::R21bThing) -> u8 {
    match b {
        types::R21bThing::Cat(_) => 1,
        _ => 4,
    }
}
