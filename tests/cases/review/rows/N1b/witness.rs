fn read(c: &C) -> R<()> {
    let x = c.n1b_get().call()?;
    if x.k == Some(types::N1bOld::A) {}
    Ok(())
}
