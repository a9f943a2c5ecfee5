fn cmp(t: &types::R13bThing) -> bool {
    t.k == types::R13bKind::A
}
