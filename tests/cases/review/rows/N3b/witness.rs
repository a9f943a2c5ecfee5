fn read(t: types::N3bThing) -> Option<String> {
    t.device_id
}
