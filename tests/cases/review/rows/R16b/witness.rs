fn text(t: &types::R16bThing) -> &str {
    t.a.as_str()
}
fn hold(t: types::R16bThing) -> api::format::DateTime {
    t.a
}
