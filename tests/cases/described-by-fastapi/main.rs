//! Calls of a server of FastAPI with the client that is generated from its description.
#![cfg(test)]

use pets_of_fastapi::operations::GetPetError;
use pets_of_fastapi::types::{Pet, Status};
use pets_of_fastapi::{Client, ErrorKind};

#[test]
fn a_server_of_fastapi() {
    let address = std::env::var("SERVER_OF_FASTAPI").expect("the address of the server");
    let client = Client::blocking()
        .base_url(address)
        .oauth2_password_bearer_token("secret")
        .build()
        .unwrap();
    // The operation ids are `list_pets_pets_get` and so on.
    let pets = client.pets();
    assert_eq!(pets.list_pets().call().unwrap(), []);
    let rex = Pet::new(1, "Rex", Status::Available).place(vec![1.5, 2.0]);
    let tom = Pet::new(2, "Tom", Status::Sold);
    for pet in [&rex, &tom] {
        assert_eq!(pets.add_pet(pet).call().unwrap().name, pet.name);
    }
    let listed = pets.list_pets().call().unwrap();
    assert_eq!(listed[0].place, Some(Some(vec![1.5, 2.0])));
    let sold = pets.list_pets().status(Status::Sold).call().unwrap();
    assert_eq!(sold.iter().map(|pet| pet.id).collect::<Vec<_>>(), [2]);
    let error = pets.get_pet(3).call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    let Some(GetPetError::NotFound(problem)) = error.api() else {
        panic!("{error}");
    };
    assert_eq!(problem.message, "no pet has the id 3");
    // The shortest name has one character, as the description says.
    let error = pets.add_pet(&Pet::new(3, "", Status::Sold)).call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    // Both streams have typed items.
    let lines = client.streams().lines().items().unwrap();
    let lines: Vec<i64> = lines.map(|pet| pet.unwrap().id).collect();
    let events = client.streams().events().items().unwrap();
    let events: Vec<i64> = events.map(|pet| pet.unwrap().id).collect();
    assert_eq!((lines, events), (vec![1, 2], vec![1, 2]));
    pets.remove_pet(1).call().unwrap();
    assert_eq!(pets.list_pets().call().unwrap().len(), 1);
}
