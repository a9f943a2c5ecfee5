//! Bodies with several media types: the caller's argument determines which one is sent.

use super::api::*;
use crate::runtime::http::{Body, ErrorKind};
use crate::runtime_tests::prelude::*;

static FEW: Check = Check {
    max_items: Some(1),
    ..Check::NONE
};

choice! {
    /// The request body of `CreatePet`.
    pub enum CreatePetBody [<'b>] {
        /// `application/json`
        Json(&'b Vec<String>) = Json("application/json") check(&FEW),
        /// `application/merge-patch+json`
        MergePatchJson(&'b Vec<String>) = Json("application/merge-patch+json") from(),
        /// `text/plain`
        Text(&'b i64) = Text("text/plain"),
        /// `application/x-www-form-urlencoded`
        Form(&'b serde_json::Value) = Form("application/x-www-form-urlencoded") encoding(&[property("a").media_type("application/json")]),
        /// `image/png`
        Png(Body) = raw("image/png"),
    }
}

choice! {
    /// Bytes alone.
    pub enum NoteBody [] {
        /// `text/plain`
        Text(Body) = raw("text/plain"),
        /// `text/x-markdown`
        Markdown(Body) = raw("text/x-markdown") from(),
    }
}

fn sent<'b>(body: impl Into<CreatePetBody<'b>>) -> (String, String) {
    let client = Client::blocking()
        .base_url("https://pets.example")
        .bearer_token("t")
        .build()
        .unwrap();
    let request = Call::<CreatePet, _>::new(&client, &[])
        .chosen::<CreatePetBody<'b>>(body)
        .request()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        text(request.headers["content-type"].as_bytes()),
        text(request.body.bytes().unwrap()),
    )
}

#[test]
fn the_type_or_the_variant_selects_the_media_type() {
    let names = vec!["a".to_owned()];
    let both = |media_type: &str, body: &str| (media_type.to_owned(), body.to_owned());
    assert_eq!(sent(&names), both("application/json", "[\"a\"]"));
    assert_eq!(
        sent(CreatePetBody::MergePatchJson(&names)),
        both("application/merge-patch+json", "[\"a\"]")
    );
    assert_eq!(sent(&7), both("text/plain", "7"));
    assert_eq!(
        sent(&serde_json::json!({"a": "b"})),
        both("application/x-www-form-urlencoded", "a=%22b%22")
    );
    assert_eq!(sent(Body::from("PNG")), both("image/png", "PNG"));
}

#[test]
fn each_variant_is_checked_by_its_own_table() {
    let client = Client::blocking()
        .base_url("https://pets.example")
        .bearer_token("t")
        .build()
        .unwrap();
    let names = vec![String::new(), String::new()];
    let call = || Call::<CreatePet, _>::new(&client, &[]);
    let error = call().chosen::<CreatePetBody<'_>>(&names).request().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    let other = CreatePetBody::MergePatchJson(&names);
    call().chosen::<CreatePetBody<'_>>(other).request().unwrap();
    let note = call().chosen::<NoteBody>(Body::from("# a")).request().unwrap();
    assert_eq!(note.headers["content-type"], "text/plain");
    let note = call().chosen::<NoteBody>(NoteBody::Markdown("# a".into()));
    assert_eq!(note.request().unwrap().headers["content-type"], "text/x-markdown");
}
