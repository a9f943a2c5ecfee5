fn read(c: &C) -> R<Option<String>> {
    Ok(c.x5_get().call()?.a)
}
