fn call(c: &C) -> R<String> {
    Ok(c.n5_get().call()?)
}
