fn read(e: types::T2Thing) -> Option<String> {
    e.a
}
