fn make() -> types::Q23eBody {
    types::Q23eCat::new("x").into()
}
fn send(c: &C, t: types::Q23eBody) {
    let _ = c.q23e_put(&t).call();
}
