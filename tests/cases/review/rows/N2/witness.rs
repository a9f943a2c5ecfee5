fn read(t: types::N2Thing) -> bool {
    t.kind == Some(types::N2ThingKind::A)
}
