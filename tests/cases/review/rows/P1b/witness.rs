fn one(c: &C) -> R<Vec<String>> {
    Ok(c.p1b_list().call()?.items)
}
fn from(c: &C) {
    let _ = c.p1b_list().cursorish("x").call();
}
