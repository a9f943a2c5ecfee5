fn boxed(c: &C) -> R<String> {
    Ok(c.s6_get().call()?)
}
fn kind(c: &C) -> bool {
    c.s6_get()
        .call()
        .is_err_and(|e| e.kind() == ErrorKind::Undocumented)
}
fn named(e: api::Error<()>) {}
fn passes(c: &C) {
    if let Err(e) = c.s6_get().call() {
        named(e)
    }
}
fn own(c: &C) -> Result<String, api::Error<()>> {
    c.s6_get().call()
}
