fn call(c: &C) {
    let _ = c.q7_call().x_a("x").call();
}
