fn make() -> types::Q9eBody {
    types::Q9eBody::new(types::Q9eBodyA::Alpha)
}
