fn read(t: types::N3cThing) -> bool {
    t.o == Some(types::N3cThingO::Asc)
}
