//! The code in the book about files, events, errors, servers and webhooks, run with a transport in memory.
#![cfg(test)]

use std::error::Error;
use std::fs;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::HeaderMap;
use tour::operations::{AddPhoto, Order};
use tour::testing::{Response, MemoryTransport};
use tour::auth::Secret;
use tour::webhook::WebhookError;
use tour::{Client, types};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

async fn files(client: &Client, jpeg: &str, copy: &str) -> Result {
    use std::io::Write;
    use tour::FilePart;

    // The file is read while it is sent …
    let upload = types::AddPhotoRequest::new("A cat".to_owned(), FilePart::open(jpeg)?);
    let photo = client.add_photo("pets", &upload).await?;

    // … and the copy is written while it arrives.
    let mut file = std::fs::File::create(copy)?;
    let mut pieces = client.get_photo(photo.id).stream().await?.body;
    while let Some(piece) = pieces.next().await {
        file.write_all(&piece?)?;
    }
    Ok(())
}

async fn events(client: &Client) -> Result<Vec<String>> {
    let mut seen = Vec::new();
    // Continues after the last event if the connection breaks.
    let mut comments = client.follow_comments().items().await?;
    while let Some(comment) = comments.next().await {
        seen.push(comment?.text);
    }
    Ok(seen)
}

async fn errors(client: &Client) -> Result<Option<String>> {
    use tour::{ErrorKind, headers};

    match client.order(&types::Order::new(4711, 2)).send().await {
        Ok(response) => {
            let receipt = response.header(headers::X_RECEIPT)?;
            Ok(receipt.map(|uri| uri.to_string()))
        }
        // The typed body that is documented for this status.
        Err(error) if error.kind() == ErrorKind::Api => {
            let balance = error.api().and_then(|problem| problem.balance);
            Err(format!("{error}, the balance is {balance:?}").into())
        }
        // It may have been sent: check before you order again.
        Err(error) if error.is_uncertain() => Err("ordered, perhaps".into()),
        Err(error) => Err(error.into()),
    }
}

fn repeating() -> Result<Client> {
    use tour::RetryPolicy;

    let client = Client::builder()
        .retry(RetryPolicy::when_asked())
        .build()?;
    Ok(client)
}

async fn repeated(client: &Client) -> Result<types::Order> {
    use tour::RetryPolicy;

    let ordered = client
        .order(&types::Order::new(4711, 2))
        .retry(RetryPolicy::when_asked())
        .await?;
    Ok(ordered)
}

mod together {
    use tour::{AnyError, Client, types};

    pub async fn print(client: &Client, photo: i64) -> Result<types::Order, AnyError> {
        client.get_photo(photo).await?;
        Ok(client.order(&types::Order::new(photo, 2)).await?)
    }
}

fn europe() -> Result<Client> {
    use tour::servers::{self, Region};

    let client = Client::builder()
        .server(servers::production().region(Region::Eu))
        .build()?;
    Ok(client)
}

/// Called by the HTTP server of the program.
fn printed(secret: &Secret, headers: &HeaderMap, body: &Bytes) -> Result<i64> {
    use std::time::SystemTime;
    use tour::webhooks;

    webhooks::SIGNATURE.verify(secret, headers, body, SystemTime::now())?;
    let order = webhooks::OrderPrinted::parse(headers, body)?;
    Ok(order.copies)
}

/// Returns the output of a future, which is ready, since a transport in memory doesn't wait.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

fn client(memory: &MemoryTransport) -> Client {
    Client::builder().transport(memory.clone()).build().unwrap()
}

#[test]
fn files_are_uploaded_and_downloaded() {
    let folder = std::env::temp_dir().join(format!("tour-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (jpeg, copy) = (folder.join("cat.jpg"), folder.join("copy.jpg"));
    fs::write(&jpeg, b"\xff\xd8 a cat").unwrap();
    let answers = [Response::json(201, r#"{"id":7}"#), Response::status(200).header("content-type", "image/jpeg").body("\u{1}").body("\u{2}")];
    let memory = MemoryTransport::queue(answers);
    now(files(&client(&memory), jpeg.to_str().unwrap(), copy.to_str().unwrap())).unwrap();
    assert_eq!(fs::read(&copy).unwrap(), [1, 2]);
    fs::remove_dir_all(&folder).unwrap();
    let [upload] = memory.received::<AddPhoto>().try_into().unwrap();
    assert_eq!(upload.path::<String>("album").unwrap(), "pets");
    let requests = memory.requests();
    assert_eq!(requests[1].uri, "https://us.gallery.example/v1/photos/7");
}

#[test]
fn events_are_items() {
    let answer = Response::status(200).header("content-type", "text/event-stream");
    let memory = MemoryTransport::queue([answer.body("data: {\"text\":\"Nice\"}\n\ndata: {\"te").body("xt\":\"Yes\"}\n\n"), Response::status(204)]);
    assert_eq!(now(events(&client(&memory))).unwrap(), ["Nice", "Yes"]);
}

#[test]
fn errors_have_a_message() {
    let order = types::Order::new(4711, 2);
    let receipt = Response::ok::<Order>(&order).header("x-receipt", "https://gallery.example/r/1");
    let memory = MemoryTransport::queue([receipt]);
    assert_eq!(now(errors(&client(&memory))).unwrap().unwrap(), "https://gallery.example/r/1");
    let memory = MemoryTransport::queue([Response::err::<Order>(402, &serde_json::from_str(r#"{"title":"No","balance":-3}"#).unwrap())]);
    let error = now(errors(&client(&memory))).unwrap_err().to_string();
    assert!(error.contains("402") && error.ends_with("the balance is Some(-3)"), "{error}");
}

#[test]
fn an_order_is_repeated_when_the_server_asks() {
    assert!(repeating().unwrap_err().to_string().starts_with("no transport"));
    let refused = Response::json(503, "{}").header("retry-after", "1");
    let memory = MemoryTransport::queue([refused, Response::ok::<Order>(&types::Order::new(4711, 2))]);
    assert_eq!(now(repeated(&client(&memory))).unwrap().copies, 2);
    assert_eq!(memory.requests().len(), 2);
}

#[test]
fn one_error_is_made_of_those_of_several_operations() {
    let answers = [Response::status(200).header("content-type", "image/jpeg").body("\u{1}"), Response::err::<Order>(402, &serde_json::from_str(r#"{"title":"No","balance":-3}"#).unwrap())];
    let error = now(together::print(&client(&MemoryTransport::queue(answers)), 7)).unwrap_err();
    assert_eq!((error.operation(), error.status().unwrap().as_u16()), ("order", 402));
    assert_eq!(error.api_as::<types::Problem>().unwrap().balance, Some(-3));
    let memory = MemoryTransport::queue([Response::status(404)]);
    let error = now(together::print(&client(&memory), 7)).unwrap_err();
    assert_eq!((error.operation(), error.api_as::<types::Problem>()), ("getPhoto", None));
}

#[test]
fn a_server_is_chosen_by_name() {
    // The crate has no transport feature, so the lines of the book need a transport here.
    assert!(europe().unwrap_err().to_string().starts_with("no transport"));
    let server = tour::servers::production().region(tour::servers::Region::Eu);
    let client = Client::builder().transport(MemoryTransport::default()).server(server);
    let request = client.build().unwrap().get_photo(7).request().unwrap();
    assert_eq!(request.uri, "https://eu.gallery.example/v1/photos/7");
}

#[test]
fn an_unsigned_webhook_is_rejected() {
    let body = Bytes::from_static(br#"{"photo":1,"copies":2}"#);
    let error = printed(&"secret".into(), &HeaderMap::new(), &body).unwrap_err();
    assert!(matches!(error.downcast_ref(), Some(WebhookError::MissingSignature)), "{error}");
    assert_eq!(tour::webhooks::OrderPrinted::parse(&HeaderMap::new(), &body).unwrap().copies, 2);
}
