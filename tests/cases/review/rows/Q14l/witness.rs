fn make() -> types::Q14lBody {
    types::Q14lBody::new(types::Q14lBodyA::Alpha)
}
