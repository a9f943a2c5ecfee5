//! Calls of a generated client from JavaScript. Each function takes the URL of the server and returns the outcome as a text.

#![cfg(target_arch = "wasm32")]

use client::streams::ByteStream;
use client::types::Thing;
use client::{Body, Client, ClientBuilder, Error};
use std::fmt;
use std::future::poll_fn;
use std::io::Cursor;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::js_sys::{Function, Promise};

type Said = Result<String, String>;

fn builder(base: &str) -> ClientBuilder {
    Client::builder().base_url(base).key("s3cret")
}

fn client(base: &str) -> Result<Client, String> {
    builder(base).build().map_err(|error| error.to_string())
}

/// The facts about an error.
fn failed<E>(error: Error<E>) -> String {
    let status = error.status().map(|status| status.as_u16());
    format!(
        "{:?} {status:?} {:?} {error:#}",
        error.kind(),
        error.is_uncertain()
    )
}

fn said<T: fmt::Debug, E>(outcome: Result<T, Error<E>>) -> Said {
    outcome.map(|value| format!("{value:?}")).map_err(failed)
}

#[wasm_bindgen]
pub async fn get(base: String) -> Said {
    said(client(&base)?.get_thing("a/b").tag("x y").await)
}

#[wasm_bindgen]
pub async fn order(base: String) -> Said {
    let mut cup = Thing::new("cup");
    cup.count = Some(2);
    said(client(&base)?.place_order(&cup).await)
}

/// Passes the pause before each further attempt to the hook, in milliseconds.
#[wasm_bindgen]
pub async fn get_slowly(base: String, hook: Function) -> Said {
    let (told, pauses) = std::sync::mpsc::channel();
    let builder = builder(&base).on_attempt(move |attempt| {
        let _ = told.send(attempt.pause);
    });
    let client = builder.build().map_err(|error| error.to_string())?;
    let outcome = client.get_thing("1").await;
    for pause in pauses.try_iter().flatten() {
        let _ = hook.call1(&JsValue::NULL, &(pause.as_millis() as f64).into());
    }
    said(outcome)
}

#[wasm_bindgen]
pub async fn get_impatiently(base: String) -> Said {
    let builder = builder(&base).stall_timeout(Duration::from_millis(50));
    let client = builder.build().map_err(|error| error.to_string())?;
    said(client.get_thing("1").await)
}

/// Cancels the call when `enough` resolves.
#[wasm_bindgen]
pub async fn give_up(base: String, enough: Promise) -> Said {
    let client = client(&base)?;
    let mut call = Box::pin(client.get_thing("1").send());
    let mut enough = pin!(JsFuture::from(enough));
    let finished = poll_fn(|context| match enough.as_mut().poll(context) {
        Poll::Ready(_) => Poll::Ready(false),
        Poll::Pending => call.as_mut().poll(context).map(|_| true),
    });
    Ok(format!("finished: {}", finished.await))
}

async fn opened(base: &str) -> Result<ByteStream, String> {
    let answer = client(base)?.download().stream().await.map_err(failed)?;
    Ok(answer.into_body())
}

/// Calls the hook for each received chunk, up to a limit.
#[wasm_bindgen]
pub async fn download(base: String, most: usize, hook: Function) -> Said {
    let mut pieces = opened(&base).await?;
    for _ in 0..most {
        match pieces.next().await.transpose().map_err(failed)? {
            Some(piece) => drop(hook.call1(&JsValue::NULL, &String::from_utf8_lossy(&piece).as_ref().into())),
            None => return Ok("the end".to_owned()),
        }
    }
    Ok("enough".to_owned())
}

/// Uploads a body that can be read only once.
#[wasm_bindgen]
pub async fn upload(base: String) -> Said {
    let body = Body::reader(Cursor::new(vec![b'x'; 100_000]));
    said(client(&base)?.upload(body).await)
}

#[wasm_bindgen]
pub async fn get_little(base: String) -> Said {
    let client = builder(&base)
        .response_limit(1000)
        .build()
        .map_err(|error| error.to_string())?;
    said(client.get_thing("1").await)
}

#[wasm_bindgen]
pub async fn get_with_cookie(base: String) -> Said {
    let client = builder(&base)
        .header("Cookie", "session=1")
        .build()
        .map_err(|error| error.to_string())?;
    said(client.get_thing("1").await)
}
