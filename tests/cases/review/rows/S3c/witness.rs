fn read(c: &C) -> R<()> {
    c.s3c_get().call()?;
    Ok(())
}
fn unit(c: &C) -> R<()> {
    let () = c.s3c_get().call()?;
    Ok(())
}
