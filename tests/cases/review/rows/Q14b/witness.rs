fn call(c: &C) -> R<()> {
    let _ = c.q14b_call(&"a1".parse()?).call();
    Ok(())
}
const LITERAL: types::Q14bCallA = types::Q14bCallA::from_static("a1");
