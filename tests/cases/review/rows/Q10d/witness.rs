fn make() -> types::Q10dBody {
    types::Q10dBody::new(types::Q10dBodyK::A, "x")
}
fn read(b: &types::Q10dBody) {
    let _ = &b.k;
}
