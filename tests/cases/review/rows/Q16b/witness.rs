fn lit() -> types::Q16bBody {
    types::Q16bBody::new().a("x")
}
fn set(mut b: types::Q16bBody) {
    b.a = Some("x".to_owned());
}
fn read(b: types::Q16bBody) -> Option<String> {
    b.a
}
