fn call(c: &C, f: api::FilePart) -> R<()> {
    let _ = c
        .m1_send(&types::M1SendRequest::new(f, types::M1SendRequestJ::new()))
        .call();
    Ok(())
}
