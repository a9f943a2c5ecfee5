fn make() -> types::N3hBody {
    types::N3hBody::new(types::N3hBodyO::Asc)
}
