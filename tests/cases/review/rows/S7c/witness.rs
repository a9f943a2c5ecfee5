fn m(c: &C) -> u8 {
    match c.s7c_get().call() {
        Ok(_) => 0,
        Err(e) => match e.api() {
            Some(operations::S7cGetError::NotFound(b)) => 1,
            Some(operations::S7cGetError::UnprocessableContent(b)) => 2,
            _ => 3,
        },
    }
}
