fn kind(c: &C) -> bool {
    c.s6b_get()
        .call()
        .is_err_and(|e| e.kind() == ErrorKind::Undocumented)
}
fn own(c: &C) -> Result<String, api::Error<()>> {
    c.s6b_get().call()
}
