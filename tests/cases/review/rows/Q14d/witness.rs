fn lit() -> types::Q14dBody {
    types::Q14dBody::new("x")
}
fn owned(s: String) -> types::Q14dBody {
    types::Q14dBody::new(s)
}
