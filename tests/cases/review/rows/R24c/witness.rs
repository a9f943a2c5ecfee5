fn m(t: &types::R24cThing) -> bool {
    t.k == types::R24cThingK::InProgress
}
