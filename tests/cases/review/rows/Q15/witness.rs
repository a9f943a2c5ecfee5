fn call(c: &C) -> R<()> {
    let _ = c.q15_call(&"ab".parse()?).call();
    Ok(())
}
