fn matching(b: &types::R19cThing) -> u8 {
    match b {
        types::R19cThing::R19cA(_) => 1,
        types::R19cThing::R19cC(_) => 2,
        _ => 4,
    }
}
