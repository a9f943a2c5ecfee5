//! Generates the client that `src/lib.rs` includes.

fn main() -> Result<(), generator::BuildError> {
    generator::build("petstore.yaml", generator::Options::default())
}
