fn make() -> types::Q9dBody {
    types::Q9dBody::new("1")
}
