fn read(t: types::N2dGetResponse) {
    let _ = t.a;
}
fn read2(c: &C) -> R<Option<String>> {
    Ok(c.n2d_get().call()?.a)
}
