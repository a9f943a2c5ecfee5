fn uses() -> types::Q5bBody {
    types::Q5bBody::new("x").b("y")
}
fn not() -> types::Q5bBody {
    types::Q5bBody::new("x")
}
