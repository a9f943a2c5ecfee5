fn call(c: &C) {
    let _ = c.o6_old().o6_get().call();
}
fn hold(x: operations::O6Old<Blocking>) {}
