fn read(c: &C) -> R<Vec<String>> {
    Ok(c.r32_get().call()?)
}
