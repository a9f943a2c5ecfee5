fn all(c: &C) -> R<Vec<String>> {
    let mut all = Vec::new();
    for x in c.p3_list().pages().items() {
        all.push(x?);
    }
    Ok(all)
}
