fn matching(b: &types::R19bThing) -> u8 {
    match b {
        types::R19bThing::R19bA(_) => 1,
        types::R19bThing::R19bB(_) => 2,
        _ => 4,
    }
}
