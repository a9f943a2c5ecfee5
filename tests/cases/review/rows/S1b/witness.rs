fn read(c: &C) -> R<String> {
    Ok(c.s1b_get().call()?.a)
}
