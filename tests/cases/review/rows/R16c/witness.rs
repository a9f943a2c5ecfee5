fn read(x: types::R16cBody) -> bool {
    x.a == types::R16cBodyA::Alpha
}
