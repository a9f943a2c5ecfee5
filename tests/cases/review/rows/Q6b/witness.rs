fn make() -> types::Q6bBody {
    types::Q6bBody::new("src", "dst")
}
