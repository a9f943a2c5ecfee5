fn read(e: types::F2Thing) -> Option<String> {
    e.a
}
