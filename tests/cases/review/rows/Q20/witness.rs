fn make() -> types::Q20Body {
    types::Q20Body::new("x")
}
fn extra(b: &types::Q20Body) {
    let _ = b.extra.get("k");
}
