fn read(c: &C) -> R<Option<i64>> {
    Ok(c.s11_get().send()?.header(api::headers::X_S11_A)?)
}
