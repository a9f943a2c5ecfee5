fn call(c: &C) -> R<()> {
    let _ = c.x1_send(&types::X1b::new().a("x")).call();
    Ok(())
}
