fn read(c: &C) -> R<String> {
    Ok(c.s10c_get().call()?.a)
}
