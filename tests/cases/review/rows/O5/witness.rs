fn call(c: &C) {
    let _ = c.o5_get("a").call();
}
