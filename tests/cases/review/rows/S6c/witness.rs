fn msg(c: &C) -> String {
    match c.s6c_get().call() {
        Ok(_) => String::new(),
        Err(e) => e.api().map(|b| b.message.clone()).unwrap_or_default(),
    }
}
fn boxed(c: &C) -> R<String> {
    Ok(c.s6c_get().call()?)
}
fn kind(c: &C) -> bool {
    c.s6c_get()
        .call()
        .is_err_and(|e| e.kind() == ErrorKind::Undocumented)
}
fn named(e: api::Error<types::S6cE>) {}
fn passes(c: &C) {
    if let Err(e) = c.s6c_get().call() {
        named_s6c(e)
    }
}
fn named_s6c(e: api::Error<types::S6cE>) {}
