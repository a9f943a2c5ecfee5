fn make(f: api::FilePart) -> types::M4Body {
    types::M4Body::new().a(f)
}
