fn m(c: &C) -> u8 {
    match c.s5b_get().call() {
        Ok(_) => 0,
        Err(e) => match e.api() {
            Some(operations::S5bGetError::NotFound(b)) => 1,
            Some(operations::S5bGetError::Conflict(b)) => 2,
            _ => 3,
        },
    }
}
