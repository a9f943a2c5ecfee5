fn read(t: &types::R5Thing) -> &str {
    &t.a
}
