fn read(t: types::N3dThing) -> bool {
    t.kind == Some(types::N3dThingKind::A)
}
