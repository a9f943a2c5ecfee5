fn read(t: types::R2Thing) -> String {
    t.a
}
fn mock() -> R<types::R2Thing> {
    Ok(serde_json::from_str(r#"{"a":"x"}"#)?)
}
