//! What the generator has to say about a description.
