fn msg(c: &C) -> String {
    match c.s8_get().call() {
        Ok(_) => String::new(),
        Err(e) => e.api().map(|b| b.message.clone()).unwrap_or_default(),
    }
}
fn boxed(c: &C) -> R<String> {
    Ok(c.s8_get().call()?)
}
fn kind(c: &C) -> bool {
    c.s8_get()
        .call()
        .is_err_and(|e| e.kind() == ErrorKind::Undocumented)
}
fn named(e: api::Error<types::S8e>) {}
fn passes(c: &C) {
    if let Err(e) = c.s8_get().call() {
        named_s8(e)
    }
}
fn named_s8(e: api::Error<types::S8e>) {}
