fn read(e: types::W1Event) -> String {
    e.a
}
