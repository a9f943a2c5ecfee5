fn make() -> types::Q14gBody {
    types::Q14gBody::new(1)
}
