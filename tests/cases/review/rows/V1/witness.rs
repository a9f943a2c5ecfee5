fn call(c: &C) {
    let _ = c.v1_get().call();
}
