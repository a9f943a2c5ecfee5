fn call(c: &C) {
    let _ = c.o3c_one().call();
}
