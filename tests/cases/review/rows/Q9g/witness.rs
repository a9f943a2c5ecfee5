fn make() -> types::Q9gBody {
    types::Q9gBody::new(types::Q9gBodyA::Alpha)
}
