fn make() -> R<types::Q14hBody> {
    Ok(types::Q14hBody::new("abc".parse::<types::Q14hBodyA>()?))
}
const LITERAL: types::Q14hBodyA = types::Q14hBodyA::from_static("abc");
