fn read(t: types::N2bThing) -> bool {
    t.kind == Some(types::N2bKind::A)
}
