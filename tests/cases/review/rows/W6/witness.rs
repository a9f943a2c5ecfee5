fn read(e: types::W6Event) -> Option<String> {
    e.b
}

fn not(e: types::W6Event) -> Option<String> {
    e.a
}
