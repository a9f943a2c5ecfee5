fn all(c: &C) {
    for x in c.p1_list().pages().items() {
        let _ = x;
    }
}
