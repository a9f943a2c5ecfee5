fn cmp(t: &types::R13Thing) -> bool {
    t.k == types::R13ThingK::A
}
fn text(t: &types::R13Thing) -> &str {
    t.k.as_str()
}
