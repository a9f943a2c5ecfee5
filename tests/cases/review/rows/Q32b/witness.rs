fn call(c: &C, a: &types::Q32bCallA) {
    let _ = c.q32b_call(a).call();
}
