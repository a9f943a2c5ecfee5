//! Types and methods that a release keeps although the new description has others. Methods below an earlier tag are deprecated.
#![allow(deprecated)]

use api::operations::{Lines, PutOrder};
use api::testing::{MemoryTransport, Response};
use api::types::{Order, OrderChange, Refusal};
use api::{AnyError, BlockingClient, Client, Error, ErrorKind};

fn client(response: Response) -> (BlockingClient, MemoryTransport) {
    let memory = MemoryTransport::queue([response]);
    (Client::blocking().bearer_token("t").transport(memory.clone()).build().unwrap(), memory)
}

fn change() -> OrderChange {
    OrderChange::new().note("soon").area("north")
}

/// The signature names the type of the success and that of the errors.
fn put(client: &BlockingClient, change: &OrderChange) -> Result<Order, Error<Refusal>> {
    client.orders().put_order("7", "late", change).call()
}

fn why(error: &Error<Refusal>) -> Option<&str> {
    error.api().map(|refusal| refusal.why.as_str())
}

#[test]
fn arguments_and_fields_are_sent_as_before() {
    let (client, memory) = client(Response::json(200, r#"{"id":"7","note":"x","place":"y"}"#));
    let read = put(&client, &change()).unwrap();
    assert_eq!((read.note.as_deref(), read.place.as_deref()), (Some("x"), Some("y")));
    let [request] = memory.received::<PutOrder>().try_into().unwrap();
    assert_eq!(request.query::<String>("reason").unwrap().as_deref(), Some("late"));
    let request = &memory.requests()[0];
    let body: serde_json::Value = serde_json::from_slice(request.body.bytes().unwrap()).unwrap();
    assert_eq!(body, serde_json::json!({"note": "soon", "area": "north"}));
}

#[test]
fn responses_of_both_servers_are_read() {
    for (text, want) in [
        (r#"{"id":"7","place":null}"#, [None, None]),
        (r#"{"id":"7","note":"x","place":"y"}"#, [Some("x"), Some("y")]),
    ] {
        let (client, _) = client(Response::json(200, text));
        let read = put(&client, &change()).unwrap();
        assert_eq!([read.note.as_deref(), read.place.as_deref()], want);
    }
    for status in [200, 201] {
        let (client, _) = client(Response::json(status, r#"[{"id":"7","place":null}]"#));
        let read: Result<Vec<Order>, Error<()>> = client.lines("7").call();
        assert_eq!(read.unwrap().len(), 1);
    }
}

#[test]
fn errors_keep_their_type() {
    let refused = Response::json(404, r#"{"why":"no such order"}"#);
    let (client, _) = client(refused);
    assert_eq!(why(&put(&client, &change()).unwrap_err()), Some("no such order"));
}

#[test]
fn no_other_response_is_taken_for_the_kept_type() {
    for (status, text) in [(202, r#"{"job":3}"#), (204, ""), (409, r#"{"job":3}"#), (500, "")] {
        let (client, _) = client(Response::json(status, text));
        let error = put(&client, &change()).unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), why(&error)), (status, None));
    }
}

/// What the old description allows and the new one does not is sent, or refused before anything is sent.
#[test]
fn what_became_required_is_not_left_out_in_silence() {
    let mut null = change();
    null.area = Some(None);
    for (change, path) in [(OrderChange::new().area("north"), "body $.note"), (null, "body $.area")] {
        let (client, memory) = client(Response::json(200, r#"{"id":"7","note":"x","place":"y"}"#));
        match put(&client, &change) {
            Ok(_) => assert_eq!(memory.requests().len(), 1),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Invalid, "{error}");
                assert_eq!(error.violations()[0].path(), path);
                assert!(memory.requests().is_empty());
            }
        }
    }
}

#[test]
fn one_error_does_for_several_operations() {
    fn both(client: &BlockingClient) -> Result<usize, AnyError> {
        put(client, &change())?;
        Ok(client.lines("7").call()?.len())
    }
    let order = serde_json::from_str(r#"{"id":"7","note":"x","place":"y"}"#).unwrap();
    let responses = [Response::ok::<PutOrder>(&order), Response::ok::<Lines>(&vec![order])];
    let memory = MemoryTransport::queue(responses);
    let client = Client::blocking().bearer_token("t").transport(memory).build().unwrap();
    assert_eq!(both(&client).unwrap(), 1);
}

/// Reads what only the new description documents.
#[cfg(feature = "new")]
mod new {
    use super::*;
    use api::operations::{PutOrderError, PutOrderOutput};
    use api::types::Job;

    #[test]
    fn methods_are_below_the_tags_of_the_new_description() {
        let (client, memory) = client(Response::json(200, r#"{"id":"7","note":"x","place":"y"}"#));
        client.sales().put_order("7", "late", &change()).call().unwrap();
        let _call = client.sales().lines("7");
        let [request] = memory.requests().try_into().unwrap();
        assert_eq!(request.uri.path(), "/orders/7");
    }

    #[test]
    fn other_responses_are_read_by_their_types() {
        let (later, _) = client(Response::json(202, r#"{"job":3}"#));
        let error = put(&later, &change()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OtherSuccess);
        assert_eq!(error.api_as::<Job>().unwrap().job, 3);
        let Some(PutOrderOutput::Accepted(job)) = error.api_as() else { panic!("{error}") };
        assert_eq!(job.job, 3);
        let (unchanged, _) = client(Response::status(204));
        let error = put(&unchanged, &change()).unwrap_err();
        assert!(matches!(error.api_as(), Some(PutOrderOutput::NoContent)), "{error}");
        let (conflict, _) = client(Response::json(409, r#"{"job":3}"#));
        let error = put(&conflict, &change()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        assert!(matches!(error.api_as(), Some(PutOrderError::Conflict(job)) if job.job == 3), "{error}");
        let (gone, _) = client(Response::json(410, r#"{"why":"gone"}"#));
        assert_eq!(why(&put(&gone, &change()).unwrap_err()), Some("gone"));
        let (failed, _) = client(Response::json(404, r#"{"why":"none"}"#));
        let error = failed.lines("7").call().unwrap_err();
        assert_eq!(error.api_as::<Refusal>().unwrap().why, "none");
    }

    #[test]
    fn what_became_required_is_refused_before_it_is_sent() {
        let mut null = OrderChange::new();
        null.area = Some(None);
        let (client, memory) = client(Response::status(200));
        let error = put(&client, &null).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid);
        let violations: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
        assert_eq!(violations, ["body $.note is required", "body $.area must not be null"]);
        assert!(memory.requests().is_empty());
        client.orders().put_order("7", "late", &null).without_validation().call().unwrap_err();
        assert_eq!(memory.requests().len(), 1);
    }
}
