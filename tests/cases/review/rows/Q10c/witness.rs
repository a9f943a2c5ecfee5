fn make() -> types::Q10cBody {
    types::Q10cBody::new("x").k(types::Q10cBodyK::A)
}
