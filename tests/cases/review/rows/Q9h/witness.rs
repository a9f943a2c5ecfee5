fn make() -> types::Q9hBody {
    types::Q9hBody::new(types::Q9hBodyA::Alpha)
}
