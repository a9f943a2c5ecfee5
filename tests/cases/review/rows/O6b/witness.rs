fn call(c: &C) {
    let _ = c.o6b_get().call();
}
