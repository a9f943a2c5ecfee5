fn read(t: types::R28bThing) -> String {
    t.x
}
fn kind(t: &types::R28bThing) -> bool {
    t.extra.get("kind").is_some()
}
