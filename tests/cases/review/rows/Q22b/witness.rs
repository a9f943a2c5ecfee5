fn call(c: &C) {
    let _ = c.q22b_send(&types::Q22bBody::new("x")).call();
}
fn chosen(c: &C) {
    let b = types::Q22bBody::new("x");
    let _ = c.q22b_send(operations::Q22bSendBody::Form(&b)).call();
}
