fn make() -> types::Q14iBody {
    types::Q14iBody::new(1)
}
