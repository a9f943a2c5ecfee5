fn read(c: &C) -> R<String> {
    Ok(c.s3b_get().call()?.a)
}
