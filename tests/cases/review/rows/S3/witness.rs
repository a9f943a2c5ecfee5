fn read(c: &C) -> R<String> {
    Ok(c.s3_get().call()?.a)
}
