//! Spans of calls and attempts: their names, fields and parents, and no sent values.

use super::both::runtime;
use crate::runtime::http::testing::{MemoryTransport, Response as TestResponse};
use crate::runtime::http::{CallContext, Middleware, Request, Response, TransportError, TransportErrorKind};
use crate::runtime_tests::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const CANARY: &str = "c4n4ry";

/// Records every span, and the current spans of each thread.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    spans: Vec<Span>,
    events: Vec<Span>,
    entered: Vec<u64>,
}

#[derive(Clone, Debug, Default)]
struct Span {
    name: &'static str,
    parent: Option<u64>,
    fields: BTreeMap<&'static str, String>,
}

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0
            .insert(field.name(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut state = self.0.lock().unwrap();
        let contextual = state
            .entered
            .last()
            .copied()
            .filter(|_| attributes.is_contextual());
        let mut span = Span {
            name: attributes.metadata().name(),
            parent: attributes.parent().map(Id::into_u64).or(contextual),
            ..Span::default()
        };
        attributes.record(&mut Fields(&mut span.fields));
        state.spans.push(span);
        Id::from_u64(state.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut state = self.0.lock().unwrap();
        let span = &mut state.spans[id.into_u64() as usize - 1];
        values.record(&mut Fields(&mut span.fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut seen = Span {
            name: event.metadata().level().as_str(),
            parent: event.parent().map(Id::into_u64),
            ..Span::default()
        };
        event.record(&mut Fields(&mut seen.fields));
        self.0.lock().unwrap().events.push(seen);
    }

    fn enter(&self, id: &Id) {
        self.0.lock().unwrap().entered.push(id.into_u64());
    }

    fn exit(&self, id: &Id) {
        assert_eq!(self.0.lock().unwrap().entered.pop(), Some(id.into_u64()));
    }
}

/// Creates a span where a library would.
struct Library;

impl Middleware for Library {
    fn before(&self, _: &mut Request, _: &CallContext) -> Result<Option<Response<Bytes>>, TransportError> {
        tracing::info_span!("inside");
        Ok(None)
    }
}

/// The spans and the events of a call with three attempts.
fn recorded(asynchronous: bool) -> (Vec<Span>, Vec<Span>) {
    let collector = Collector::default();
    let memory = MemoryTransport::queue([
        TestResponse::error(TransportErrorKind::Exchange),
        TestResponse::status(503),
        TestResponse::json(404, r#"{"code":7}"#),
    ]);
    tracing::subscriber::with_default(collector.clone(), || {
        let _program = tracing::info_span!("program").entered();
        if asynchronous {
            let client = Client::builder().base_url("https://h.example:8443/c4n4ry");
            let client = client
                .header("X-Own", CANARY)
                .attempt_middleware(Library)
                .transport(memory);
            let client = client.build().unwrap();
            let call = client.pets().show(CANARY).trace(CANARY).tags(&[CANARY]);
            runtime().block_on(call.into_future()).unwrap_err();
        } else {
            let client = Client::blocking().base_url("https://h.example:8443/c4n4ry");
            let client = client
                .header("X-Own", CANARY)
                .attempt_middleware(Library)
                .transport(memory);
            let call = client.build().unwrap();
            call.pets()
                .show(CANARY)
                .trace(CANARY)
                .tags(&[CANARY])
                .call()
                .unwrap_err();
        }
    });
    let state = collector.0.lock().unwrap();
    assert!(state.entered.is_empty());
    (state.spans.clone(), state.events.clone())
}

#[test]
fn each_call_and_each_attempt_has_a_span() {
    let spans = [true, false].map(|mode| recorded(mode).0).map(|spans| {
        let shown = spans.iter().map(|span| format!("{span:?}")).collect::<Vec<_>>();
        assert!(shown.iter().all(|span| !span.contains(CANARY)), "{shown:#?}");
        (spans, shown)
    });
    assert_eq!(spans[0].1, spans[1].1, "both modes");
    let spans = &spans[0].0;
    let tree: Vec<_> = spans.iter().map(|span| (span.name, span.parent)).collect();
    let call = Some(2);
    assert_eq!(
        tree,
        [
            ("program", None),
            ("call", Some(1)),
            ("attempt", call),
            ("inside", Some(3)),
            ("attempt", call),
            ("inside", Some(5)),
            ("attempt", call),
            ("inside", Some(7)),
        ]
    );
    let fields = |index: usize| {
        let all = spans[index].fields.iter();
        all.map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let common = |kind: &str, rest: &str, server: &str| {
        format!(
            "{rest} otel.kind={kind} otel.name=GET /pets/{{petId}}/it otel.status_code=ERROR {server} url.template=/pets/{{petId}}/it"
        )
    };
    let server = "server.address=h.example server.port=8443";
    let method = "http.request.method=GET";
    assert_eq!(
        fields(1),
        common(
            "internal",
            &format!("error.type=404 {method} http.response.status_code=404"),
            server
        )
    );
    assert_eq!(
        fields(2),
        common("client", &format!("error.type=exchange {method}"), server)
    );
    let again = |count: u32, status: u16| {
        let rest = format!(
            "error.type={status} {method} http.request.resend_count={count} http.response.status_code={status}"
        );
        common("client", &rest, server)
    };
    assert_eq!((fields(4), fields(6)), (again(1, 503), again(2, 404)));
}

#[test]
fn each_attempt_is_an_event_of_its_span() {
    for mode in [true, false] {
        let (_, events) = recorded(mode);
        let shown: Vec<String> = events.iter().map(|event| format!("{event:?}")).collect();
        assert!(shown.iter().all(|event| !event.contains(CANARY)), "{shown:#?}");
        let seen: Vec<_> = events
            .iter()
            .map(|event| {
                let field = |name: &str| event.fields.get(name).map_or("", String::as_str);
                let outcome = (field("http.response.status_code"), field("error.type"));
                (
                    event.name,
                    event.parent,
                    field("operation"),
                    field("attempt"),
                    outcome,
                    event.fields.contains_key("pause"),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("WARN", Some(3), "showPet", "1", ("", "exchange"), true),
                ("WARN", Some(5), "showPet", "2", ("503", ""), true),
                ("WARN", Some(7), "showPet", "3", ("404", ""), false),
            ]
        );
        assert!(events.iter().all(|event| event.fields.contains_key("duration")));
    }
}

object! {
    pub struct Device {
        pub state: Switch = required "state",
        pub code: Option<Code> = optional "code",
        pub pin: Option<Switch> = optional "pin" secret,
        pub parts: Option<Vec<Part>> = optional "parts",
        ..extra: BTreeMap<String, Switch>,
    }
}

string_enum! { pub enum Switch { On = "on", ..Unknown } }
integer_enum! { pub enum Code { Fine = 0, ..Unknown } }
union! { pub enum Part { Flag(bool) where kind(BOOLEAN), ..Unknown } }

#[test]
fn each_value_that_is_not_listed_is_an_event() {
    use crate::runtime::http::{DecodeOptions, Outcome};
    let events_of = |json: &'static str| {
        let collector = Collector::default();
        tracing::subscriber::with_default(collector.clone(), || {
            let case = ResponseSpec::status(200).json();
            Device::decode(
                &case,
                &Bytes::from_static(json.as_bytes()),
                &mut DecodeOptions::default(),
            )
            .map(|_| ())
            .unwrap();
        });
        let state = collector.0.lock().unwrap();
        let shown = state.events.iter().map(|event| {
            let field = |name| event.fields.get(name).map_or("", String::as_str);
            format!("{} {} {}", field("enum"), field("path"), field("value"))
        });
        shown.collect::<Vec<_>>()
    };
    let known = r#"{"state":"on","code":0,"pin":"on","parts":[true],"more":"on"}"#;
    assert_eq!(events_of(known), [""; 0]);
    let unlisted = r#"{"state":"off","code":7,"pin":"c4n4ry","parts":[true,{}],"more":"half"}"#;
    assert_eq!(
        events_of(unlisted),
        [
            "Switch $.state off",
            "Code $.code 7",
            "Switch $.pin ",
            "Part $.parts[1] ",
            "Switch $.more half",
        ]
    );
}
