fn read(e: types::W7Event) -> Option<String> {
    e.a
}
