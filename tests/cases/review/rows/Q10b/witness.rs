fn make() -> types::Q10bBody {
    types::Q10bBody::new("x")
}
