fn read(c: &C) -> R<String> {
    Ok(c.s1_get().call()?.a)
}
