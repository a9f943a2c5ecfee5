fn read(e: types::W4Event) -> Option<String> {
    e.a
}
