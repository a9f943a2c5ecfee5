fn set(c: &C) {
    let _ = c.k4_set().call();
}
