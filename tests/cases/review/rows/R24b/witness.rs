fn read(t: types::R24bThing) -> Option<String> {
    t.device_id
}
