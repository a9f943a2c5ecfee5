fn read(t: types::N1Old) {
    let _ = t.a;
}
