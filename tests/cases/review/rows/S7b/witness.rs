fn m(c: &C) -> u8 {
    match c.s7b_get().call() {
        Ok(_) => 0,
        Err(e) => match e.api() {
            Some(operations::S7bGetError::NotFound(b)) => 1,
            _ => 3,
        },
    }
}
