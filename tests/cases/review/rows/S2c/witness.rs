fn read(c: &C) -> R<String> {
    Ok(c.s2c_get().call()?.a)
}
