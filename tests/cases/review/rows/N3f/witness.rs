fn read(t: types::N3fThing) -> Option<String> {
    t.device_id
}
