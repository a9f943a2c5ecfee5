fn read(c: &C) -> R<String> {
    Ok(c.s10_get().call()?.a)
}
