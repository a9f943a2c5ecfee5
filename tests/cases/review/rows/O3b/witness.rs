fn call(c: &C) {
    let _ = c.o3b_named().call();
}
