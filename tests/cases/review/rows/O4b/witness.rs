fn call(c: &C) {
    let _ = c.o4b_set(&"x".to_owned()).call();
}
