fn make() -> types::Q23fBody {
    types::Q23fCat::new("kitten", "x").into()
}
fn send(c: &C, t: types::Q23fBody) {
    let _ = c.q23f_put(&t).call();
}
