fn call(c: &C) {
    let _ = c.s11d_get().call();
}
