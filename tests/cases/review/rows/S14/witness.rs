fn read(c: &C) -> R<String> {
    Ok(c.s14_get().call()?.a)
}
