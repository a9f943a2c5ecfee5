fn make() -> types::Q1bBody {
    types::Q1bBody::new("x")
}
fn pat(types::Q1bBody { a, .. }: types::Q1bBody) {}
