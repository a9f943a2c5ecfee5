fn read(t: types::N2cThing) -> (String, Option<i64>) {
    (t.a, t.b)
}
