fn m(t: &types::R36Thing) -> bool {
    t.k == types::R36ThingK::A
}
