fn make() -> types::Q15dBody {
    types::Q15dBody::new(types::Q15dBodyA::Alpha)
}
