fn make() -> types::Q25Body {
    types::Q25Emu::new("x").into()
}
fn other() -> types::Q25Body {
    types::Q25Cat::new("x").into()
}
fn matching(b: &types::Q25Body) -> u8 {
    match b {
        types::Q25Body::Q25Emu(_) => 1,
        _ => 3,
    }
}
