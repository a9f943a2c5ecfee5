fn read(t: types::R1Thing) -> String {
    t.a
}
fn pat(types::R1Thing { a, .. }: types::R1Thing) {}
fn mock() -> R<types::R1Thing> {
    Ok(serde_json::from_str(r#"{"a":"x"}"#)?)
}
