//! Typed XML bodies: the bytes of requests, decoded responses, and errors. The program runs with the feature `xml` and without
//! it.
#![cfg(test)]

use http::header::{ACCEPT, CONTENT_TYPE};
use shop::operations::{AddPet, AddPetBody};
use shop::testing::{Response, MemoryTransport};
use shop::types::Pet;
use shop::{BlockingClient, Client, ErrorKind};

fn client(memory: &MemoryTransport) -> BlockingClient {
    let builder = Client::blocking().transport(memory.clone());
    builder.base_url("https://shop.example").build().unwrap()
}

fn answered(code: u16, media_type: &'static str, body: &'static str) -> Response {
    Response::status(code).header("content-type", media_type).body(body)
}

fn rex() -> Pet {
    Pet::new("Rex", ["a&b".to_owned()].to_vec())
}

/// What the book shows.
#[cfg(feature = "xml")]
async fn both(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    use shop::types;

    let pet = types::Pet::new("Rex", vec![]).id(7);
    client.add_pet(&pet).await?; // as JSON, which is preferred if the server accepts both
    let response = client.add_pet(AddPetBody::Xml(&pet)).await?; // <pet id="7"><name>Rex</name>…
    assert_eq!(response.id, Some(7)); // under any media type
    Ok(())
}

#[cfg(feature = "xml")]
mod with {
    use super::*;
    use shop::operations::{ListPets, ListShapes, PutOrder};
    use shop::types::{
        Basic, BothNamed, Circle, ItemsRenamed, List, NameIgnored, Order, OuterNamed, Person, PetStatus, Renamed,
        Shape, Tag, Wrapped, WrappedNamed,
    };
    use std::collections::BTreeMap;
    use std::error::Error;
    use std::future::{Future, IntoFuture};
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    fn sent(memory: &MemoryTransport) -> (String, String) {
        let all = memory.requests();
        let request = all.last().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (
            text(request.headers[CONTENT_TYPE].as_bytes()),
            text(request.body.bytes().unwrap()),
        )
    }

    #[test]
    fn the_bytes_of_an_xml_request() {
        let memory = MemoryTransport::default();
        memory.on::<AddPet>(|request| Response::ok::<AddPet>(&request.body::<Pet>().unwrap()));
        let mut pet = rex().id(7).status(PetStatus::Available);
        pet.tags = Some(vec![Tag::new("good <dog>").lang("en"), Tag::new("")]);
        pet.born = Some("2020-02-29".parse().unwrap());
        pet.weight = Some(None);
        pet.mother = Some(Box::new(Pet::new("Ada", vec![])));
        pet.extra.insert("note", "x");
        let answer = client(&memory).add_pet(AddPetBody::Xml(&pet)).call().unwrap();
        assert_eq!(answer, pet);
        let (media_type, document) = sent(&memory);
        assert_eq!(media_type, "application/xml");
        assert_eq!(
            document,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><pet id=\"7\"><name>Rex</name>\
             <photoUrls><photoUrl>a&amp;b</photoUrl></photoUrls>\
             <tag lang=\"en\">good &lt;dog&gt;</tag><tag></tag><status>available</status><born>2020-02-29</born>\
             <weight xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>\
             <mother><name>Ada</name><photoUrls></photoUrls></mother><note>x</note></pet>"
        );
        assert_eq!(memory.received::<AddPet>()[0].body::<Pet>().unwrap(), pet);
        // Without a variant, the type is sent as JSON, which is preferred.
        client(&memory).add_pet(&pet).call().unwrap();
        assert_eq!(sent(&memory).0, "application/json");
    }

    /// Source: OpenAPI 3.0.4 and 3.1.1, XML Object Examples, in their order.
    #[test]
    fn the_examples_of_the_specification_are_encoded_as_documented() {
        let memory = MemoryTransport::new(|_| Response::status(204));
        let client = client(&memory);
        let animals = || vec!["dog".to_owned(), "cat".to_owned()];
        client.put_basic(&Basic::new().animals("dog")).call().unwrap();
        client.put_list(&List::new().animals(animals())).call().unwrap();
        client.put_renamed(&Renamed::new().animals("dog")).call().unwrap();
        let person = Person::new().id(123).name("example");
        client.put_person(&person).call().unwrap();
        client.put_items_renamed(&ItemsRenamed::new().animals(animals())).call().unwrap();
        client.put_name_ignored(&NameIgnored::new().animals(animals())).call().unwrap();
        client.put_wrapped(&Wrapped::new().animals(animals())).call().unwrap();
        client.put_wrapped_named(&WrappedNamed::new().animals(animals())).call().unwrap();
        client.put_both_named(&BothNamed::new().animals(animals())).call().unwrap();
        client.put_outer_named(&OuterNamed::new().animals(animals())).call().unwrap();
        let written: Vec<String> = memory
            .requests()
            .iter()
            .map(|request| {
                let text = String::from_utf8(request.body.bytes().unwrap().to_vec()).unwrap();
                text.split_once("?>").unwrap().1.to_owned()
            })
            .collect();
        assert_eq!(
            written,
            [
                "<Basic><animals>dog</animals></Basic>",
                "<List><animals>dog</animals><animals>cat</animals></List>",
                "<Renamed><animal>dog</animal></Renamed>",
                "<Person id=\"123\"><sample:name xmlns:sample=\"https://example.com/schema/sample\">example</sample:name></Person>",
                "<ItemsRenamed><animal>dog</animal><animal>cat</animal></ItemsRenamed>",
                "<NameIgnored><animal>dog</animal><animal>cat</animal></NameIgnored>",
                "<Wrapped><animals><animals>dog</animals><animals>cat</animals></animals></Wrapped>",
                "<WrappedNamed><animals><animal>dog</animal><animal>cat</animal></animals></WrappedNamed>",
                "<BothNamed><aliens><animal>dog</animal><animal>cat</animal></aliens></BothNamed>",
                "<OuterNamed><aliens><aliens>dog</aliens><aliens>cat</aliens></aliens></OuterNamed>",
            ]
        );
    }

    #[test]
    fn a_response_has_one_type_under_every_media_type() {
        let memory = MemoryTransport::default();
        for (media_type, body) in [
            ("application/json", r#"{"name":"12","photoUrls":["a"],"id":3}"#),
            (
                "application/xml",
                "<pet id='3'><photoUrls><photoUrl>a</photoUrl></photoUrls><name>12</name></pet>",
            ),
            (
                "application/xml; charset=iso-8859-1",
                "<Pet id='3'><name>12</name><photoUrls><photoUrl>a</photoUrl></photoUrls></Pet>",
            ),
            (
                "text/xml;charset=UTF-8",
                "\u{feff}<?xml version='1.0'?><p:pet xmlns:p='urn:p' id=' 3 '><p:photoUrls><p:photoUrl>a</p:photoUrl></p:photoUrls><p:name>12</p:name></p:pet>",
            ),
        ] {
            memory.on::<AddPet>(move |_| answered(200, media_type, body));
            let answer = client(&memory).add_pet(&rex()).call().unwrap();
            assert_eq!(answer, Pet::new("12", vec!["a".to_owned()]).id(3), "{media_type}");
        }
        let request = memory.requests().pop().unwrap();
        assert_eq!(
            request.headers[ACCEPT],
            "application/json, application/xml, application/problem+xml"
        );
    }

    #[test]
    fn a_document_is_decoded_by_its_encoding_or_charset() {
        const DOCUMENT: &[u8] =
            b"<?xml version='1.0' encoding='ISO-8859-1'?><pet><name>\xe9</name><photoUrls/></pet>";
        let memory = MemoryTransport::default();
        let named = |media_type: &'static str, body: &'static [u8]| {
            memory.on::<AddPet>(move |_| Response::status(200).header("content-type", media_type).body(body));
            client(&memory).add_pet(&rex()).call()
        };
        assert_eq!(named("application/xml", DOCUMENT).unwrap().name, "\u{e9}");
        let latin = named("application/xml;charset=latin1", b"<pet><name>\xe9</name><photoUrls/></pet>");
        assert_eq!(latin.unwrap().name, "\u{e9}");
        // The charset of the media type has priority.
        let error = named("application/xml; charset=utf-8", DOCUMENT).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        for (media_type, body) in [
            ("application/xml", &b"\xff\xfe<\0"[..]),
            ("application/xml", b"<?xml version=\"1.0\" encoding=\"EBCDIC\"?><pet/>"),
            ("application/xml; charset=utf-16", b"<pet/>"),
        ] {
            let error = named(media_type, body).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::MediaType, "{error}");
        }
    }

    #[test]
    fn unknown_elements_do_not_fail_a_response() {
        let memory = MemoryTransport::default();
        memory.on::<AddPet>(|_| {
            answered(
                200,
                "application/xml",
                "<pet since='2020'><tag>a</tag><colour>red</colour><name>Rex</name><tag>b</tag><photoUrls/>\
                 <status>lost</status><weight/><chip><id>1</id></chip></pet>",
            )
        });
        let pet = client(&memory).add_pet(&rex()).call().unwrap();
        assert_eq!(pet.status, Some(PetStatus::Unknown("lost".to_owned())));
        assert_eq!(pet.tags.as_deref(), Some(&[Tag::new("a"), Tag::new("b")][..]));
        assert_eq!(pet.extra.get("colour").unwrap(), "red");
        assert_eq!(pet.extra.get("@since").unwrap(), "2020");
        assert_eq!(pet.extra.get("chip").unwrap()["id"], "1");
        assert!(format!("{pet:?}").contains("colour"));
        // It is sent back unchanged.
        client(&memory).add_pet(AddPetBody::Xml(&pet)).call().unwrap();
        let (_, document) = sent(&memory);
        assert!(document.contains("<pet since=\"2020\"><name>Rex</name>"), "{document}");
        assert!(
            document.ends_with("<status>lost</status><weight xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/><chip><id>1</id></chip><colour>red</colour></pet>"),
            "{document}"
        );
    }

    /// What the book shows.
    #[test]
    fn a_type_is_sent_as_json_or_as_xml() {
        let memory = MemoryTransport::default();
        memory.on::<AddPet>(|request| Response::ok::<AddPet>(&request.body::<Pet>().unwrap()));
        let client = Client::builder().transport(memory.clone());
        let client = client.base_url("https://shop.example").build().unwrap();
        ready(both(&client)).unwrap();
        let sent = memory.requests();
        assert_eq!(sent[0].headers[CONTENT_TYPE], "application/json");
        assert_eq!(sent[1].headers[CONTENT_TYPE], "application/xml");
    }

    #[test]
    fn asynchronous_calls_are_the_same() {
        let memory = MemoryTransport::default();
        memory.on::<AddPet>(|request| match request.body::<Pet>() {
            Ok(pet) if pet.name == "Rex" => {
                answered(200, "application/xml", "<pet><name>Rex</name><photoUrls/></pet>")
            }
            _ => answered(
                400,
                "application/problem+xml",
                "<Problem><code>7</code></Problem>",
            ),
        });
        let client = Client::builder().transport(memory.clone());
        let client = client.base_url("https://shop.example").build().unwrap();
        let call = client.add_pet(AddPetBody::Xml(&Pet::new("Rex", vec![])));
        assert_eq!(ready(call.into_future()).unwrap(), Pet::new("Rex", vec![]));
        let call = client.add_pet(AddPetBody::Xml(&Pet::new("Max", vec![])));
        let error = ready(call.into_future()).unwrap_err();
        assert_eq!(error.api().unwrap().code, 7);
    }

    /// Returns the output of a future, which is ready, since a transport in memory doesn't wait.
    fn ready<F: Future>(future: F) -> F::Output {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => output,
            Poll::Pending => panic!("waiting"),
        }
    }

    #[test]
    fn an_error_has_its_documented_body_and_an_invalid_body_has_a_path() {
        let memory = MemoryTransport::default();
        memory.on::<AddPet>(|_| {
            answered(
                400,
                "application/problem+xml",
                "<Problem><code>12</code><detail>no</detail></Problem>",
            )
        });
        let error = client(&memory).add_pet(&rex()).call().unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 400)
        );
        assert_eq!(error.api().unwrap().code, 12);
        for (body, path) in [
            (
                "<pet><name>a</name><photoUrls/><tag>a</tag><tag><b>&x;</b></tag></pet>",
                "$.tags[1].b",
            ),
            ("<pet><name>a</name></pet>", "$"),
            (
                "<pet><name>a</name><photoUrls/><mother><name>b</name><photoUrls/><weight>much</weight></mother></pet>",
                "$.mother.weight",
            ),
            ("<!DOCTYPE pet><pet/>", "$"),
            ("<pet><name>a</pet>", "$.name"),
        ] {
            memory.on::<AddPet>(move |_| answered(200, "application/xml", body));
            let error = client(&memory).add_pet(&rex()).call().unwrap_err();
            assert_eq!((error.kind(), error.path()), (ErrorKind::Decode, Some(path)), "{error}");
        }
        memory.on::<AddPet>(|_| answered(200, "text/html", "<pet/>"));
        let error = client(&memory).add_pet(&rex()).call().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::MediaType);
        memory.on::<AddPet>(|_| answered(200, "application/xml; charset=utf-16", "<pet/>"));
        let error = client(&memory).add_pet(&rex()).call().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::MediaType);
    }

    #[test]
    fn all_violations_are_reported_before_anything_is_sent() {
        let memory = MemoryTransport::default();
        let client = client(&memory);
        let tags = vec![Tag::new("a"), Tag::new("b"), Tag::new("c")];
        let pet = rex().tags(tags);
        let error = client.add_pet(AddPetBody::Xml(&pet)).call().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert_eq!(error.violations()[0].path(), "body $.tags");
        let error = client
            .add_pet(AddPetBody::Xml(&Pet::new("a", vec!["\u{0}".to_owned()])))
            .call()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode);
        let said = format!("{error}: {}", error.source().map(ToString::to_string).unwrap_or_default());
        assert!(
            said.contains("body $.photoUrls[0] contains U+0000, which XML doesn't allow"),
            "{said}"
        );
        let labels = BTreeMap::from([("no name".to_owned(), "x".to_owned())]);
        let error = client.put_order(&Order::new("1").labels(labels)).call().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode);
        assert!(memory.requests().is_empty());
    }

    #[test]
    fn namespaces_maps_unions_and_pages_work_as_in_json() {
        let memory = MemoryTransport::default();
        memory.on::<PutOrder>(|request| Response::ok::<PutOrder>(&request.body::<Order>().unwrap()));
        let labels = BTreeMap::from([("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2".to_owned())]);
        let order = Order::new("1").labels(labels);
        assert_eq!(client(&memory).put_order(&order).call().unwrap(), order);
        assert_eq!(
            sent(&memory),
            (
                "text/xml".to_owned(),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><o:Order xmlns:o=\"urn:example:order\"><o:id>1</o:id>\
                 <labels><a>1</a><b>2</b></labels></o:Order>"
                    .to_owned()
            )
        );
        memory.on::<ListShapes>(|_| {
            answered(
                200,
                "application/xml",
                "<shapes><Shape><radius>1.5</radius><kind>Circle</kind></Shape><Shape><kind>Blob</kind></Shape></shapes>",
            )
        });
        let shapes = client(&memory).list_shapes().call().unwrap();
        let circle: Circle = serde_json::from_str(r#"{"kind":"Circle","radius":1.5}"#).unwrap();
        assert_eq!(shapes[0], Shape::Circle(circle));
        assert!(matches!(&shapes[1], Shape::Unknown(json) if json["kind"] == "Blob"));
        // The description has no name for the root, but the response of a test is decoded.
        let again = shapes.clone();
        memory.on::<ListShapes>(move |_| Response::ok::<ListShapes>(&again));
        assert_eq!(client(&memory).list_shapes().call().unwrap(), shapes);
        memory.on::<ListPets>(|request| {
            let page = request.query::<String>("page").unwrap();
            answered(
                200,
                "application/xml",
                match page.as_deref() {
                    None => "<Pets><pet><name>a</name><photoUrls/></pet><NextPage>2</NextPage></Pets>",
                    Some(_) => "<Pets><pet><name>b</name><photoUrls/></pet></Pets>",
                },
            )
        });
        let items = client(&memory).list_pets().pages().items();
        let names: Vec<String> = items.map(|pet| pet.unwrap().name).collect();
        assert_eq!(names, ["a", "b"]);
    }
}

#[cfg(not(feature = "xml"))]
#[test]
fn without_the_feature_an_error_names_it() {
    let memory = MemoryTransport::default();
    let named = |error: &dyn std::fmt::Display| error.to_string().contains("feature `xml`");
    let error = client(&memory).add_pet(AddPetBody::Xml(&rex())).call().unwrap_err();
    assert!(error.kind() == ErrorKind::Encode && named(&error), "{error}");
    assert!(memory.requests().is_empty());
    memory.on::<AddPet>(|_| answered(200, "application/xml", "<pet/>"));
    let error = client(&memory).add_pet(&rex()).call().unwrap_err();
    assert!(error.kind() == ErrorKind::MediaType && named(&error), "{error}");
    // `Accept` lists the supported media types.
    let request = memory.requests().pop().unwrap();
    assert_eq!(request.headers[ACCEPT], "application/json");
    assert!(request.headers.contains_key(CONTENT_TYPE));
    memory.on::<AddPet>(|_| answered(200, "application/json", r#"{"name":"a","photoUrls":[]}"#));
    assert_eq!(client(&memory).add_pet(&rex()).call().unwrap(), Pet::new("a", vec![]));
}
