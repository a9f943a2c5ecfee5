fn call(c: &C) {
    let _ = c.n9_list().call();
}
