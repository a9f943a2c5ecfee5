fn make() -> types::R29bThing {
    types::R29bThing::new().a("x").b("y")
}
