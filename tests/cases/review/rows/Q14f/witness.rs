fn make() -> types::Q14fBody {
    types::Q14fBody::new(vec!["a".to_owned(), "b".to_owned()])
}
