fn make() -> types::Q9fBody {
    types::Q9fBody::new(types::Q9fBodyA::Alpha)
}
