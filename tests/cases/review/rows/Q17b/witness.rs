fn lit() -> types::Q17bBody {
    types::Q17bBody::new().a("x")
}
fn set(mut b: types::Q17bBody) {
    b.a = Some(None);
}
