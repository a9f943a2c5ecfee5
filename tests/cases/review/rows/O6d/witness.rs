fn call(c: &C) {
    let _ = c.o6d_one().o6d_get().call();
}
