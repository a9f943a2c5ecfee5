//! Calls of two servers with the clients that are generated from their descriptions.
#![cfg(test)]

/// The same program for each client, since both servers have the same operations and types.
macro_rules! calls {
    ($name:ident, $client:ident, $variable:literal) => {
        #[test]
        fn $name() {
            use $client::types::{Pet, Status};
            use $client::{Client, ErrorKind};

            let address = std::env::var($variable).expect("the address of the server");
            let client = Client::blocking().base_url(address).build().unwrap();
            assert_eq!(client.list_pets().call().unwrap(), []);
            let rex = Pet::new(1, "Rex".to_owned(), Status::Available);
            let tom = Pet::new(2, "Tom".to_owned(), Status::Sold);
            for pet in [&rex, &tom] {
                assert_eq!(&client.add_pet(pet).call().unwrap(), pet);
            }
            assert_eq!(client.list_pets().call().unwrap(), [rex.clone(), tom.clone()]);
            assert_eq!(client.list_pets().status(Status::Sold).call().unwrap(), [tom.clone()]);
            assert_eq!(client.get_pet(2).call().unwrap(), tom);
            let error = client.get_pet(3).call().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Api);
            assert_eq!(error.api().unwrap().message, "no pet has the id 3");
            // The shortest name has one character, as the description says.
            let error = client.add_pet(&Pet::new(3, String::new(), Status::Sold)).call().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid);
        }
    };
}

calls!(a_server_of_utoipa, pets_of_utoipa, "SERVER_OF_UTOIPA");
calls!(a_server_of_aide, pets_of_aide, "SERVER_OF_AIDE");
