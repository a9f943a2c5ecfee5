//! Types of the user in a generated client: decoding, construction and encoding.
#![cfg(test)]

use custom_types::testing::{Response, MemoryTransport};
use custom_types::types::{Order, OrderEither, Payment, Price};
use custom_types::{Blocking, Client, ErrorKind, headers};
use my_types::{Digits, Money, Shape3d, Tag};
use uuid::Uuid;

const ID: &str = "9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e";
const WHOLE: &str = r#"{"id":"9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e","price":"12.50 EUR","discount":"0.05 EUR","tip":null,"parts":["1.00 EUR"],"rate":1.100000000000000000000000000001,"count":7,"size":{"height":0.1,"width":2.0},"corner":{"height":1.0,"width":1.0},"sizes":{"a":{"height":1.0,"width":1.0}},"either":{"height":1.0,"width":1.0},"tag":{"name":"t"},"at":"whenever"}"#;

fn client(answers: impl IntoIterator<Item = Response>) -> (Client<Blocking>, MemoryTransport) {
    let memory = MemoryTransport::queue(answers);
    let client = Client::blocking().transport(memory.clone()).build().unwrap();
    (client, memory)
}

fn text(memory: &MemoryTransport, index: usize) -> String {
    let body = memory.requests()[index].body.bytes().unwrap().to_vec();
    String::from_utf8(body).unwrap()
}

fn cube(side: f32) -> Shape3d {
    Shape3d { width: side, height: side }
}

#[test]
fn custom_types_are_used_by_their_names() {
    let (client, _) = client([Response::json(200, WHOLE)]);
    let id: Uuid = ID.parse().unwrap();
    let order = client.uuid().put_order(&id, &Order::new(id, Money(1))).call().unwrap();
    let id: Uuid = order.id;
    let price: Price = order.price;
    let (price, rate): (Money, Option<Digits>) = (price, order.rate.clone());
    assert_eq!((id, price), (ID.parse().unwrap(), Money(1250)));
    assert_eq!(rate, Some(Digits("1.100000000000000000000000000001".to_owned())));
    assert_eq!((order.tip, order.count, order.at.as_deref()), (Some(None), Some(7_i32), Some("whenever")));
    assert_eq!(order.corner, Some(cube(1.0)));
    assert!(matches!(&order.either, Some(OrderEither::Shape3d(shape)) if *shape == cube(1.0)));
    assert_eq!(order.tag, Some(Tag { name: "t".to_owned() }));
    assert_eq!(serde_json::to_string(&order).unwrap(), WHOLE);
}

#[test]
fn custom_types_are_sent_and_received() {
    let answer = Response::json(200, WHOLE).header("x-price", "1.00 EUR").header("x-count", "7");
    let (client, memory) = client([answer]);
    let id: Uuid = ID.parse().unwrap();
    let mut order = Order::new(id, Money(1250)).discount(Money(5)).size(cube(2.0)).either(Money(1));
    order.parts = Some(vec![Money(100)]);
    let shape = Shape3d { width: 1.5, height: 2.5 };
    let answer = client
        .uuid()
        .put_order(&id, &order)
        .least(&Money(1250))
        .prices([Money(1), Money(2)])
        .rate(&Digits("1.50".to_owned()))
        .r#box(&shape)
        .filter(&shape)
        .x_trace(&id)
        .send()
        .unwrap();
    assert_eq!(answer.body.price, Money(1250));
    assert_eq!(answer.header(headers::X_PRICE), Ok(Some(Money(100))));
    assert_eq!(answer.header(headers::X_COUNT), Ok(Some(7_i32)));
    let request = &memory.requests()[0];
    assert_eq!(
        request.uri.path_and_query().unwrap().as_str(),
        "/v1/orders/9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e?least=12.50%20EUR&prices=0.01%20EUR&prices=0.02%20EUR\
         &rate=1.50&box%5Bheight%5D=2.5&box%5Bwidth%5D=1.5&filter=%7B%22height%22%3A2.5%2C%22width%22%3A1.5%7D"
    );
    assert_eq!(request.headers["x-trace"], ID);
    assert_eq!(
        text(&memory, 0),
        r#"{"id":"9b2f6f0e-6a0c-4a3f-9d8e-0a4b8f4d1c2e","price":"12.50 EUR","discount":"0.05 EUR","parts":["1.00 EUR"],"size":{"height":2.0,"width":2.0},"either":"0.01 EUR"}"#
    );
}

#[test]
fn forms_and_parts_contain_their_text_and_objects_as_json() {
    let (client, memory) = client([Response::json(200, "\"0.00 EUR\""), Response::status(204), Response::status(204)]);
    let id: Uuid = ID.parse().unwrap();
    let mut payment = Payment::new(Money(1250)).size(cube(1.0));
    payment.rate = Some(Digits("1.50".to_owned()));
    let left: Money = client.pay_order(&id, &payment).call().unwrap();
    assert_eq!(left, Money(0));
    client.ship_order(&id, &payment).call().unwrap();
    client.shape_order(&id, &cube(1.0)).call().unwrap();
    assert_eq!(
        text(&memory, 0),
        "amount=12.50%20EUR&rate=1.50&size=%7B%22height%22%3A1.0%2C%22width%22%3A1.0%7D"
    );
    let parts = text(&memory, 1);
    let part = |name: &str, rest: &str| format!("Content-Disposition: form-data; name=\"{name}\"\r\n{rest}\r\n");
    assert!(parts.contains(&part("amount", "\r\n12.50 EUR")), "{parts}");
    assert!(parts.contains(&part("rate", "\r\n1.50")), "{parts}");
    let json = "Content-Type: application/json\r\n\r\n{\"height\":1.0,\"width\":1.0}";
    assert!(parts.contains(&part("size", json)), "{parts}");
    assert_eq!(text(&memory, 2), "height=1&width=1");
}

#[test]
fn errors_of_custom_types_have_their_path() {
    let wrong = WHOLE.replace("[\"1.00 EUR\"]", "[\"1.00 EUR\", \"1.00 USD\"]");
    let (client, memory) = client([Response::json(200, wrong), Response::json(200, "\"free\"")]);
    let id: Uuid = ID.parse().unwrap();
    let error = client.uuid().put_order(&id, &Order::new(id, Money(1))).call().unwrap_err();
    let said = format!("{error:?} {error}");
    assert!(said.contains("$.parts[1]") && said.contains("no amount of EUR"), "{said}");
    let error = client.pay_order(&id, &Payment::new(Money(1))).call().unwrap_err();
    assert!(error.to_string().contains("no amount of EUR"), "{error}");
    let rich = Order::new(id, Money(1_000_000));
    let error = client.uuid().put_order(&id, &rich).call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert!(error.to_string().contains("$.price can't be encoded: nobody has as much"), "{error}");
    let unchecked = client.uuid().put_order(&id, &rich).without_validation();
    let error = unchecked.call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert!(error.to_string().contains("nobody has as much"), "{error}");
    assert_eq!(memory.requests().len(), 2, "nothing was sent");
}
