fn cmp(t: &types::N6Thing) -> bool {
    t.a == Some(types::N6ThingA::X)
}
