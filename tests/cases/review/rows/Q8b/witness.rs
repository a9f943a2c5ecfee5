fn lit() -> types::Q8bBody {
    types::Q8bBody::new(1)
}
fn make(n: i64) -> types::Q8bBody {
    types::Q8bBody::new(n)
}
fn read(b: types::Q8bBody) -> i64 {
    b.a
}
