fn read(e: types::T1Thing) -> Option<String> {
    e.b
}

fn not(e: types::T1Thing) -> Option<String> {
    e.a
}
