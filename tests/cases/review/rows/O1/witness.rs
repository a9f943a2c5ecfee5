fn call(c: &C) {
    let _ = c.o1_list().call();
}
