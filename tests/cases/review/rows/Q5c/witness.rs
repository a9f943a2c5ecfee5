fn make() -> types::Q5cBody {
    types::Q5cBody::new("x", "y")
}
