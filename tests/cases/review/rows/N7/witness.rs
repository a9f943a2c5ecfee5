fn m(t: &types::N7Thing) -> bool {
    t.k == Some(types::N7ThingK::A)
}
