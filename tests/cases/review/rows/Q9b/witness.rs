fn make() -> types::Q9bBody {
    types::Q9bBody::new("1")
}
fn owned(s: String) -> types::Q9bBody {
    types::Q9bBody::new(s)
}
