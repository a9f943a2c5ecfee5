fn msg(c: &C) -> String {
    match c.r31_get().call() {
        Ok(_) => String::new(),
        Err(e) => e.api().map(|b| b.message.clone()).unwrap_or_default(),
    }
}
fn boxed(c: &C) -> R<String> {
    Ok(c.r31_get().call()?)
}
fn kind(c: &C) -> bool {
    c.r31_get()
        .call()
        .is_err_and(|e| e.kind() == ErrorKind::Undocumented)
}
fn named(e: api::Error<types::R31e>) {}
fn passes(c: &C) {
    if let Err(e) = c.r31_get().call() {
        named_r31(e)
    }
}
fn named_r31(e: api::Error<types::R31e>) {}
