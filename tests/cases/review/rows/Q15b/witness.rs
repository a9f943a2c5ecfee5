fn call(c: &C) -> R<()> {
    let _ = c.q15b_call(&"ab".parse()?).call();
    Ok(())
}
fn named(a: &types::Q15bCallA) {}
