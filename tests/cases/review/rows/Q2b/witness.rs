fn make() -> types::Q2bBody {
    types::Q2bBody::new("x")
}
