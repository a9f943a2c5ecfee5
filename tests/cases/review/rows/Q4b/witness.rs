fn make() -> types::Q4bBody {
    types::Q4bBody::new("x", "y")
}
fn sets(mut b: types::Q4bBody) {
    b.b = "y".to_owned();
}
fn reads(b: &types::Q4bBody) -> usize {
    b.b.len()
}
