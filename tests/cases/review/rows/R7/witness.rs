fn read(t: &types::R7Thing) -> &str {
    &t.a
}
