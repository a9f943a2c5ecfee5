#[deny(deprecated)]
fn strict(c: &C) {
    let _ = c.o7_get().call();
}
#[deny(deprecated)]
fn read(t: &types::O7Thing) {
    let _ = &t.a;
}
