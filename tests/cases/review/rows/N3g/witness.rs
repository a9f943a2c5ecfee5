fn call(c: &C) {
    let _ = c.n3g_call().device_id("x").call();
}
