fn read(t: types::R24Thing) -> String {
    t.device_id
}
