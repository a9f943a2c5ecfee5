fn call(c: &C) {
    let _ = c.o10_get().call();
}
