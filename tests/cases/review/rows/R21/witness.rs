fn matching(b: &types::R21Thing) -> u8 {
    match b {
        types::R21Thing::R21Cat(_) => 1,
        _ => 4,
    }
}
fn read(t: &types::R21Cat) -> &Option<String> {
    &t.r#type
}
