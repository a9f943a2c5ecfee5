fn m(t: &types::I2Thing) -> u8 {
    match t {
        types::I2Thing::I2Cat(_) => 1,
        _ => 2,
    }
}
