fn make() -> types::Q14cBody {
    types::Q14cBody::new(11)
}
