fn call(c: &C) {
    let _ = c.v2_get().call();
}
