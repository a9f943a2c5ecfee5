fn read(c: &C) -> R<String> {
    Ok(c.s10d_get().call()?.a)
}
