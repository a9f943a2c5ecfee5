fn msg(c: &C) -> String {
    match c.s9_get().call() {
        Ok(_) => String::new(),
        Err(e) => e.api().map(|b| b.message.clone()).unwrap_or_default(),
    }
}
fn boxed(c: &C) -> R<String> {
    Ok(c.s9_get().call()?)
}
fn kind(c: &C) -> bool {
    c.s9_get()
        .call()
        .is_err_and(|e| e.kind() == ErrorKind::Undocumented)
}
fn named(e: api::Error<types::S9e>) {}
fn passes(c: &C) {
    if let Err(e) = c.s9_get().call() {
        named_s9(e)
    }
}
fn named_s9(e: api::Error<types::S9e>) {}
