fn omits(c: &C) {
    let _ = c.q3c_send().call();
}
fn gives(c: &C) {
    let _ = c.q3c_send().body(&types::Q3cBody::new()).call();
}
