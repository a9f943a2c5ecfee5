//! Choosing the variant of a union.
