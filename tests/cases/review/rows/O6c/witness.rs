fn call(c: &C) {
    let _ = c.o6c_one().o6c_get().call();
}
