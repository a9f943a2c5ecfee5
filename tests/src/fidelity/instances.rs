//! Instances of a description's own schemas.
