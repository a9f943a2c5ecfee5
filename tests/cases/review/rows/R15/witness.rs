fn read(t: types::R15Thing) -> f64 {
    t.a
}
