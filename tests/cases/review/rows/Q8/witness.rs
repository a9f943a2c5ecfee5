fn make(n: i64) -> types::Q8Body {
    types::Q8Body::new(n)
}
fn read(b: types::Q8Body) -> i64 {
    b.a
}
