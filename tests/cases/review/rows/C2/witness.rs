fn read(e: types::C2Event) -> Option<String> {
    e.a
}
