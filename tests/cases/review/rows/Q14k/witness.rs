fn make() -> types::Q14kBody {
    types::Q14kBody::new(types::Q14kBodyA::Alpha)
}
