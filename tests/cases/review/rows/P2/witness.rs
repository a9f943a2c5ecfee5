fn all(c: &C) {
    for x in c.p2_list().pages().items() {
        let _ = x;
    }
}
fn from(c: &C) {
    let _ = c.p2_list().page_token("x").call();
}
