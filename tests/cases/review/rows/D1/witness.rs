fn read(t: types::D1Thing) -> i64 {
    t.a
}
fn set(t: types::D1Thing) -> bool {
    fn is_key<K: std::hash::Hash + Eq>(_: K) -> bool {
        true
    }
    is_key(t)
}
