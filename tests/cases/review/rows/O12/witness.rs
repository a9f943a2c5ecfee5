fn call(c: &C) {
    let _ = c.o12_get().call();
}
