fn read(t: types::N3Thing) {
    let _ = t.a;
}
