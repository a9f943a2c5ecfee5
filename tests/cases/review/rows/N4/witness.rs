fn read(t: types::N4Thing) -> (Option<String>, Option<i64>) {
    (t.a, t.b)
}
fn part(p: types::N4Part) -> Option<String> {
    p.x
}
