fn call(c: &C) {
    let _ = c.f1_one().f1_get().call();
}
