fn read(e: types::C1Event) -> Option<String> {
    e.a
}
