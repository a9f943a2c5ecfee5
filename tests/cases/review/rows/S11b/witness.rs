fn read(c: &C) -> R<Option<i64>> {
    Ok(c.s11b_get().send()?.header(api::headers::X_S11B_A)?)
}
