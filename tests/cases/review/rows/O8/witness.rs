fn call(c: &C) {
    let _ = c.o8_a().call();
    let _ = c.o8_b().call();
}
