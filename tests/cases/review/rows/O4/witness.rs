fn call(c: &C) {
    let _ = c.o4_get().call();
}
