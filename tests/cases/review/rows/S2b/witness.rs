fn read(c: &C) -> R<u8> {
    Ok(match c.s2b_get().call()? {
        operations::S2bGetOutput::Ok(t) => 1,
        operations::S2bGetOutput::Accepted(e) => 2,
        _ => 3,
    })
}
