fn msg(c: &C) -> String {
    match c.s5_get().call() {
        Ok(_) => String::new(),
        Err(e) => e.api().map(|b| b.message.clone()).unwrap_or_default(),
    }
}
fn boxed(c: &C) -> R<String> {
    Ok(c.s5_get().call()?)
}
fn kind(c: &C) -> bool {
    c.s5_get()
        .call()
        .is_err_and(|e| e.kind() == ErrorKind::Undocumented)
}
fn named(e: api::Error<types::S5e>) {}
fn passes(c: &C) {
    if let Err(e) = c.s5_get().call() {
        named_s5(e)
    }
}
fn named_s5(e: api::Error<types::S5e>) {}
