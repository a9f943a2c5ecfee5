fn make() -> R<types::Q14jBody> {
    Ok(types::Q14jBody::new("123".parse::<types::Q14jBodyA>()?))
}
const LITERAL: types::Q14jBodyA = types::Q14jBodyA::from_static("123");
