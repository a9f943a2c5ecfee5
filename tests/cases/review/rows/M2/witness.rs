fn call(c: &C, f: api::FilePart) -> R<()> {
    let _ = c
        .m2_send(&types::M2SendRequest::new(f, types::M2SendRequestJ::new()))
        .call();
    Ok(())
}
