fn uses(c: &C) {
    let _ = c.q5_call().b("x").call();
}
fn not(c: &C) {
    let _ = c.q5_call().a("x").call();
}
