fn omits() -> types::Q3bBody {
    types::Q3bBody::new("x")
}
fn gives() -> types::Q3bBody {
    types::Q3bBody::new("x").b("y")
}
fn sets(mut b: types::Q3bBody) {
    b.b = Some("y".to_owned());
}
