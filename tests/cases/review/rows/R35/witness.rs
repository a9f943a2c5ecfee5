fn m(t: &types::R35Thing) -> bool {
    t.k == types::R35ThingK::A
}
