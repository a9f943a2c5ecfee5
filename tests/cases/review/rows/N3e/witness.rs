fn read(t: types::N3eThing) -> Option<String> {
    t.device_id
}
