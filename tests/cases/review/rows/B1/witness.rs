fn call(c: &C) -> R<()> {
    let _ = c.b1_send(&types::B1b::new("x")).call();
    Ok(())
}
