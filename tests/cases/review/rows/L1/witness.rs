fn call(c: &C) -> R<String> {
    Ok(c.l1_get().call()?)
}
