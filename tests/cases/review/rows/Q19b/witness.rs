fn make() -> types::Q19bBody {
    types::Q19bBody::new("x")
}
fn extra(b: &types::Q19bBody) {
    let _ = b.extra.get("k");
}
fn typed(b: &types::Q19bBody) -> &api::Extra {
    &b.extra
}
