//! The included client has its types and calls.

use petstore::types::{Pet, PetId};

#[test]
fn types_are_generated() {
    const ID: PetId = PetId::from_static("ab12");
    let pet: Pet = serde_json::from_str(r#"{"id": "ab12", "name": "Rex"}"#).unwrap();
    assert_eq!((pet.id, pet.name.as_str()), (ID, "Rex"));
    assert!(PetId::try_from("AB12").is_err());
}

#[test]
fn calls_are_generated() {
    let builder: petstore::ClientBuilder<petstore::Async> = petstore::Client::builder();
    let _ = builder.base_url("https://example.org");
}
