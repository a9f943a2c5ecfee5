fn read(c: &C) -> R<String> {
    Ok(c.s2_get().call()?.a)
}
