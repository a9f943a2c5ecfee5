fn call(c: &C) {
    let _ = c.o7b_get().call();
}
