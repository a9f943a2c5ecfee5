fn read(c: &C) -> R<String> {
    Ok(c.s10b_get().call()?.a)
}
