//! Requests and responses for descriptions whose meaning differs from their literal text.
#![cfg(test)]

use std::fmt::Debug;

use http::HeaderMap;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json, to_value};
use wire::operations::SendEitherBody;
use wire::testing::{Response, MemoryTransport};
use wire::types::*;
use wire::{BlockingClient, Client, ErrorKind, UnknownValue, format, transport::Request};

/// Asserts that the value is decoded and encoded unchanged.
fn kept<T: DeserializeOwned + Serialize + Debug>(value: Value) -> T {
    let text = value.to_string();
    let read: T = serde_json::from_str(&text).unwrap();
    assert_eq!(to_value(&read).unwrap(), value, "{read:?}");
    read
}

fn answering(answer: Response) -> (BlockingClient, MemoryTransport) {
    let memory = MemoryTransport::queue([answer]);
    (Client::blocking().transport(memory.clone()).build().unwrap(), memory)
}

fn done() -> (BlockingClient, MemoryTransport) {
    answering(Response::status(204))
}

fn only(memory: &MemoryTransport) -> Request {
    let mut requests = memory.requests();
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

fn body(memory: &MemoryTransport) -> String {
    String::from_utf8(only(memory).body.bytes().unwrap().to_vec()).unwrap()
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// A response with this media type.
fn answer(media_type: &str, body: &str) -> Response {
    Response::status(200)
        .header("content-type", media_type)
        .body(body.to_owned())
}

/// The value that a client decodes from a response.
fn received(json: &str) -> All {
    let (client, _) = answering(Response::json(200, json));
    client.all(&All::new()).call().unwrap()
}

/// Sends the value. Returns the sent body, or the message if the value is rejected before anything is sent.
fn sent(all: All) -> Result<String, String> {
    let (client, memory) = answering(Response::json(200, "{}"));
    match client.all(&all).call() {
        Ok(_) => Ok(body(&memory)),
        Err(error) => {
            assert_eq!((error.kind(), memory.requests().len()), (ErrorKind::Invalid, 0));
            Err(error.to_string())
        }
    }
}

#[test]
fn an_object_under_any_media_type_is_json() {
    for media_type in ["application/json", "text/plain;charset=UTF-8", "application/vnd.api+json"] {
        let (client, memory) = answering(answer(media_type, r#"{"id":7,"name":"Ada"}"#));
        let user = client.get_user(7).call().unwrap();
        assert_eq!((user.id, user.name.as_deref()), (Some(7), Some("Ada")), "{media_type}");
        assert_eq!(header(&only(&memory).headers, "accept"), "*/*, application/*");
    }
    let missing = Response::json(404, r#"{"message":"none"}"#);
    let error = answering(missing).0.get_user(7).call().unwrap_err();
    assert_eq!(error.api().and_then(|fault| fault.message.as_deref()), Some("none"));
    for media_type in ["text/plain", "application/json"] {
        let (client, _) = answering(answer(media_type, r#"[{"id":1},{"id":2}]"#));
        assert_eq!(client.list_users().call().unwrap().len(), 2, "{media_type}");
    }
    let (client, memory) = answering(answer("text/plain", "3"));
    assert_eq!(client.add_user(&User::new().name("Ada")).call().unwrap(), 3);
    assert_eq!(body(&memory), r#"{"name":"Ada"}"#);
    assert_eq!(header(&only(&memory).headers, "content-type"), "application/json");
    // A string is text.
    let (client, _) = answering(answer("text/plain", "{}"));
    assert_eq!(client.motto().call().unwrap(), "{}");
}

#[test]
fn an_invalid_media_type_is_not_in_accept() {
    let (client, memory) = answering(answer("application/json", r#"{"id":1}"#));
    assert_eq!(client.short().call().unwrap().id, Some(1));
    assert_eq!(header(&only(&memory).headers, "accept"), "*/*");
}

#[test]
fn a_constant_parameter_is_sent_automatically() {
    let (client, memory) = done();
    client.constants("x").call().unwrap();
    let request = only(&memory);
    assert_eq!(request.uri.to_string(), "https://api.test/v1/constants/all?page=1&q=x");
    assert_eq!(header(&request.headers, "x-version"), "5");
    assert_eq!(header(&request.headers, "cookie"), "strict=true");
}

#[test]
fn an_ignored_header_parameter_can_be_set() {
    let (client, memory) = done();
    client.me().header("authorization", "Token abc").call().unwrap();
    assert_eq!(header(&only(&memory).headers, "authorization"), "Token abc");
}

#[test]
fn the_first_of_two_parameters_with_one_name_is_sent() {
    let (client, memory) = done();
    client.twice().q("a").x_id("b").call().unwrap();
    let request = only(&memory);
    assert_eq!(request.uri.query(), Some("q=a"));
    assert_eq!(header(&request.headers, "x-id"), "b");
    let (client, memory) = done();
    client.same_by_name("n").call().unwrap();
    assert_eq!(only(&memory).uri.path(), "/v1/same/n");
}

#[test]
fn texts_and_slices_are_bodies() {
    let (client, memory) = done();
    client.send_text("hello").call().unwrap();
    assert_eq!(body(&memory), r#""hello""#);
    let (client, memory) = done();
    client.send_texts(&["a", "b"]).call().unwrap();
    assert_eq!(body(&memory), r#"["a","b"]"#);
    let (client, memory) = done();
    client.send_texts(&[String::from("c")]).call().unwrap();
    assert_eq!(body(&memory), r#"["c"]"#);
    let (client, memory) = done();
    client.send_numbers().body(&[1, 2]).call().unwrap();
    assert_eq!(body(&memory), "[1,2]");
    let users = vec![User::new().id(1)];
    let (client, memory) = done();
    client.send_either(&users[..]).call().unwrap();
    assert_eq!(body(&memory), r#"[{"id":1}]"#);
    let (client, memory) = done();
    client.send_either(SendEitherBody::VndNote("n")).call().unwrap();
    assert_eq!(body(&memory), r#""n""#);
    assert_eq!(header(&only(&memory).headers, "content-type"), "application/vnd.note+json");
}

#[test]
fn a_parameter_without_a_type_is_a_string() {
    let (client, memory) = done();
    client.find("ab").call().unwrap();
    assert_eq!(only(&memory).uri.query(), Some("text=ab"));
    let error = done().0.find("a").call().unwrap_err();
    assert!(error.to_string().contains("at least 2 characters"), "{error}");
}

#[test]
fn a_misspelled_value_of_an_enum_is_never_sent() {
    assert_eq!("install".parse(), Ok(ActionKind::Install));
    let error: UnknownValue = "instal".parse::<ActionKind>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "\"instal\" is not a value of ActionKind: did you mean \"install\"? the description lists \"install\", \
         \"uninstall\"; to send another value, use ActionKind::Unknown"
    );
    let error = "wipe".parse::<ActionKind>().unwrap_err();
    assert!(!error.to_string().contains("did you mean"), "{error}");
    assert_eq!(error.known(), ["install", "uninstall"]);
    assert_eq!(Level::try_from(2), Ok(Level::V2));
    assert_eq!(Level::try_from(3).unwrap_err().known(), ["1", "2"]);
    // An unknown value from a server is kept, and code can set one.
    let kind: ActionKind = kept(json!("freeze"));
    assert_eq!(kind, ActionKind::Unknown("freeze".into()));
    assert_eq!(kept::<Level>(json!(3)), Level::Unknown(3));
    let action = Action::new(ActionKind::Install).again(kind);
    assert_eq!(to_value(action).unwrap(), json!({"kind": "install", "again": "freeze"}));
}

#[test]
fn the_name_of_a_schema_is_its_tag() {
    let Pet::Cat(cat) = kept(json!({"petType": "Cat", "name": "Tom", "lives": 9})) else {
        panic!("not a cat")
    };
    assert_eq!((cat.name.as_str(), cat.lives), ("Tom", Some(9)));
    let dog = kept::<Pet>(json!({"petType": "Dog", "name": "Rex", "bark": true}));
    assert!(matches!(dog, Pet::Dog(dog) if dog.bark == Some(true)));
    assert!(matches!(kept(json!({"petType": "Cow", "name": "Elsa"})), Pet::Other(_)));
    assert_eq!(
        to_value(Pet::from(Cat::new("Tom"))).unwrap(),
        json!({"petType": "Cat", "name": "Tom"})
    );
    // Spelled in lower case by the `enum` and by a constant of the variant.
    assert!(matches!(kept(json!({"kind": "circle", "r": 1.5})), Shape::Circle(_)));
    assert!(matches!(kept(json!({"kind": "square", "side": 1.5})), Shape::Square(_)));
    assert!(matches!(kept(json!({"kind": "oval", "weight": 1.5})), Shape::Oval(_)));
    assert_eq!(to_value(Shape::from(Square::new())).unwrap(), json!({"kind": "square"}));
}

#[test]
fn an_optional_literal_selects_the_variant_if_present() {
    let shield = kept::<Weapon>(json!({"kind": "shield", "name": "Aegis"}));
    assert!(matches!(shield, Weapon::Shield(_)), "{shield:?}");
    let sword = kept::<Weapon>(json!({"name": "Durendal", "kind": "sword"}));
    assert!(matches!(sword, Weapon::Sword(_)), "{sword:?}");
    let untold: Weapon = serde_json::from_value(json!({"name": "Durendal"})).unwrap();
    assert!(matches!(untold, Weapon::Sword(_)), "{untold:?}");
    let other = kept::<Weapon>(json!({"name": "Gungnir", "kind": "spear"}));
    assert!(matches!(other, Weapon::Unknown(_)), "{other:?}");
    let written = to_value(Weapon::from(Shield::new("Aegis"))).unwrap();
    assert_eq!(written, json!({"kind": "shield", "name": "Aegis"}));
}

#[test]
fn a_type_is_not_inferred_from_one_keyword() {
    let loose: Loose = kept(json!({"count": 5, "ids": [1, "2"], "short": 12345, "coded": true, "named": "ab"}));
    assert_eq!(loose.count, Some(5.into()));
    assert_eq!(loose.short, Some(json!(12345)));
    kept::<Loose>(json!({"count": "5", "short": "abc", "coded": "x", "day": "2026-01-31"}));
    let loose = |loose: Loose| sent(All::new().loose(loose));
    assert!(loose(Loose::new().short("abc").coded("abc")).is_ok());
    let refused = loose(Loose::new().short("abcd").coded("A")).unwrap_err();
    assert!(refused.contains("$.loose.short") && refused.contains("$.loose.coded"), "{refused}");
    let refused = loose(Loose::new().count(3_000_000_000_i64)).unwrap_err();
    assert!(refused.contains("$.loose.count must be at most 2147483647"), "{refused}");
}

#[test]
fn an_integer_or_a_string_accepts_both() {
    let probe: Probe = kept(json!({"port": 8080, "bare": "http", "extended": 80}));
    assert_eq!(probe.port, format::IntOrString::Int(8080));
    assert_eq!(probe.bare, Some("http".into()));
    kept::<Probe>(json!({"port": "http"}));
    assert!(serde_json::from_value::<Probe>(json!({"port": true})).is_err());
    let whole: Probe = serde_json::from_value(json!({"port": 80.0})).unwrap();
    assert_eq!(whole.port, format::IntOrString::Int(80));
    assert_eq!(to_value(Probe::new(80)).unwrap(), json!({"port": 80}));
    assert_eq!(to_value(Probe::new("http")).unwrap(), json!({"port": "http"}));
}

#[test]
fn a_number_or_the_string_of_its_digits_is_one_type() {
    let forecast: Forecast = kept(json!({"celsius": 21, "big": "9007199254740993", "price": "12.50"}));
    assert_eq!(forecast.celsius, 21);
    assert_eq!(forecast.big.as_i64(), Some(9_007_199_254_740_993));
    assert_eq!(forecast.price.clone().flatten().unwrap().as_f64(), 12.5);
    assert_eq!(kept::<Forecast>(json!({"celsius": "-3", "big": 4, "price": null})).price, Some(None));
    // All digits are kept.
    let exact = r#"{"forecast":{"celsius":1,"big":2,"price":0.10000000000000000001}}"#;
    assert_eq!(sent(received(exact)).unwrap(), exact);
    let made = Forecast::new(20, 1_i64 << 60).price(1.5);
    assert_eq!(
        serde_json::to_string(&made).unwrap(),
        r#"{"celsius":20,"big":1152921504606846976,"price":1.5}"#
    );
    assert!(serde_json::from_value::<Forecast>(json!({"celsius": "warm", "big": 1})).is_err());
    assert!("1.5e3".parse::<format::Number>().is_ok() && "1,5".parse::<format::Number>().is_err());
    let refused = sent(All::new().forecast(Forecast::new(3_000_000_000_i64, 1))).unwrap_err();
    assert!(refused.contains("$.forecast.celsius"), "{refused}");
    // A text with digits that is not a number is kept.
    let phone: Forecast = kept(json!({"celsius": 1, "big": 1, "phone": "12-34"}));
    assert!(matches!(phone.phone, Some(ForecastPhone::Text(_))));
}

#[test]
fn an_enum_of_null_is_null() {
    let widget: Widget = kept(json!({"language": null}));
    assert_eq!(widget.language, None);
    let widget: Widget = kept(json!({"language": "", "nothing": null}));
    assert_eq!(widget.language, Some(WidgetLanguage::BlankEnum(BlankEnum::Empty)));
    let widget: Widget = kept(json!({"language": "es"}));
    assert_eq!(widget.language, Some(WidgetLanguage::LanguageEnum(LanguageEnum::Es)));
    let mut widget = Widget::new(None);
    widget.nothing = Some(Some(json!(1)));
    assert!(sent(All::new().widget(widget)).is_err());
}

#[test]
fn an_externally_tagged_enum_of_serde_is_an_enum() {
    assert_eq!(kept::<State>(json!("Idle")), State::Idle);
    assert_eq!(kept::<State>(json!({"Running": {"pid": 4}})), State::Running(StateRunning::new(4)));
    assert_eq!(kept::<State>(json!({"Failed": "disk"})), State::Failed("disk".into()));
    assert_eq!(kept::<State>(json!({"Waiting": 3})), State::from(3));
    for unknown in [json!("Paused"), json!({"Running": {"pid": 4}, "more": 1}), json!({"Gone": 1}), json!({})] {
        assert!(matches!(kept(unknown), State::Unknown(_)));
    }
    let error = serde_json::from_str::<State>(r#"{"Running": {"pid": "x"}}"#).unwrap_err();
    assert!(error.to_string().contains("$.Running.pid"), "{error}");
    let state = |state: State| sent(All::new().state(state));
    assert_eq!(state(State::Stopped), Ok(r#"{"state":"Stopped"}"#.to_owned()));
    assert_eq!(state(State::Waiting(2)), Ok(r#"{"state":{"Waiting":2}}"#.to_owned()));
    let refused = state(State::Waiting(0)).unwrap_err();
    assert!(refused.contains("$.state.Waiting must be at least 1"), "{refused}");
    let refused = state(StateRunning::new(0).into()).unwrap_err();
    assert!(refused.contains("$.state.Running.pid must be at least 1"), "{refused}");
}

#[test]
fn alternatives_of_required_are_one_struct_with_a_check() {
    let target: Target = kept(json!({"id": "1", "note": "n"}));
    assert_eq!(target.id.as_deref(), Some("1"));
    let target = |target: Target| sent(All::new().target(target));
    assert_eq!(target(Target::new().name("n")), Ok(r#"{"target":{"name":"n"}}"#.to_owned()));
    assert!(target(Target::new().id("1").name("n")).is_err());
    assert!(target(Target::new().note("n")).is_err());
    assert!(sent(All::new().merged(Merged::new().id(1).name("n"))).is_ok());
    assert!(sent(All::new().merged(Merged::new())).is_err());
}

#[test]
fn the_variant_that_allows_a_value_is_selected() {
    assert!(matches!(kept(json!("ab")), Code::Text(_)));
    for text in ["abcd", "abcdefgh"] {
        let code: Code = kept(json!(text));
        assert!(matches!(code, Code::Text2(_)), "{code:?}");
        assert_eq!(sent(All::new().code(code)), Ok(json!({"code": text}).to_string()));
    }
    // A value that no variant allows is decoded as the first, and sent back unchanged.
    let code: Code = kept(json!("abc"));
    assert!(matches!(code, Code::Text(_)), "{code:?}");
    assert_eq!(sent(All::new().code(code)), Ok(json!({"code": "abc"}).to_string()));
    // Repeatedly.
    let many: Vec<Code> = kept(Value::from(vec!["abcd"; 200]));
    assert!(many.iter().all(|code| matches!(code, Code::Text2(_))));
    assert!(matches!(kept(json!(-1)), Size::Integer(-1)));
    assert!(matches!(kept(json!(12)), Size::Integer2(12)));
}

#[test]
fn one_schema_under_several_media_types_is_one_type_and_json_is_preferred() {
    for media_type in ["application/json", "text/json", "text/plain; charset=utf-8"] {
        let (client, memory) = answering(answer(media_type, r#"[{"id":"1"}]"#));
        let jobs: Vec<Job> = client.list_jobs().call().unwrap();
        assert_eq!(jobs, [Job::new("1")], "{media_type}");
        let accepted = header(&only(&memory).headers, "accept").to_owned();
        assert_eq!(accepted, "application/json, text/plain, text/json");
        // The same with separate but equal schemas.
        let (client, memory) = answering(answer(media_type, r#"{"mode":"on"}"#));
        if media_type.starts_with("text/plain") {
            assert_eq!(client.state().call().unwrap_err().kind(), ErrorKind::MediaType);
            continue;
        }
        let state: StateResponse = client.state().call().unwrap();
        assert_eq!(state.mode, Some(StateResponseMode::On));
        assert_eq!(header(&only(&memory).headers, "accept"), "application/json, text/json");
    }
}

#[test]
fn a_reference_keeps_its_type_beside_annotations() {
    let owner = || json!({"id": "o"});
    let job: Job = kept(json!({
        "id": "j", "union": owner(), "described": owner(), "mode": "slow", "beside": "fast",
        "all": owner(), "typed": owner(), "wrapped": owner(),
    }));
    let named: [Option<Owner>; 4] = [job.union, job.described, job.typed, job.wrapped];
    assert!(named.iter().all(|owner| *owner == Some(Owner::new("o"))));
    let all: Option<Owner> = job.all;
    assert_eq!(all, Some(Owner::new("o")));
    assert_eq!((job.mode, job.beside), (Some(Mode::Slow), Some(Mode::Fast)));
    let nulls: Job = serde_json::from_value(json!({"id": "j", "union": null, "described": null, "mode": null, "typed": null, "wrapped": null})).unwrap();
    assert_eq!((nulls.union, nulls.mode), (None, None));
}

#[test]
fn an_inline_schema_of_a_base_is_one_type_for_all_children() {
    let status: EntryStatus = EntryStatus::Done;
    let place: EntryWhere = EntryWhere::new().line(3);
    let failed = EntryFailed::new(1, status.clone(), "e").r#where(place.clone());
    let skipped = EntrySkipped::new(2, status, "r").r#where(place);
    assert_eq!((&failed.status, &failed.r#where), (&skipped.status, &skipped.r#where));
    for (entry, written) in [
        (Entry::from(failed), json!({"at": 1, "status": "done", "where": {"line": 3}, "error": "e"})),
        (Entry::from(skipped), json!({"at": 2, "status": "done", "where": {"line": 3}, "reason": "r"})),
    ] {
        assert_eq!(kept::<Entry>(written.clone()), entry);
        let text = sent(All::new().entry(entry)).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json!({"entry": written}));
    }
    let rows: Vec<BaseRow> = vec![BaseRow::new().text("t")];
    let table = Table::new().level(BaseLevel::High).rows(rows.clone());
    let sheet = Sheet::new().level(BaseLevel::High).rows(rows);
    assert_eq!((table.level, table.rows), (sheet.level, sheet.rows));
}

#[test]
fn a_value_may_have_the_name_of_a_variant_of_result_or_option() {
    let text = r#"{"state":"err","code":1,"result":{"Err":"Ok"}}"#;
    let (client, memory) = answering(Response::json(200, text));
    let verdict = VerdictWithErr::new(VerdictWithErrErr::Ok);
    let check = Check::new(CheckState::Err, CheckCode::Err).result(verdict);
    assert_eq!(client.check(&check).call().unwrap(), check);
    assert_eq!(body(&memory), text);
    for (written, state) in [
        ("ok", CheckState::Ok),
        ("some", CheckState::Some),
        ("none", CheckState::None),
        ("self", CheckState::Self_),
        ("error", CheckState::Error),
        ("value", CheckState::Value),
        ("UnknownValue", CheckState::UnknownValue),
        ("unknown", CheckState::Unknown2),
    ] {
        assert_eq!(kept::<CheckState>(json!(written)), state);
        assert_eq!((written.parse(), state.as_str()), (Ok(state.clone()), written));
    }
    assert_eq!("Err".parse::<CheckState>().unwrap_err().known().len(), 9);
    assert!(matches!(kept(json!({"Ok": true})), Verdict::WithOk(_)));
    assert_eq!([0, 1, 2].map(CheckCode::try_from), [Ok(CheckCode::Ok), Ok(CheckCode::Err), Ok(CheckCode::Error)]);
}

#[test]
fn a_member_that_is_spelled_like_a_rust_name_has_that_name() {
    let doc = Doc::new()
        .id2("_id")
        .id("id")
        .x_y2("x-y")
        .x_y("x_y")
        .clone_value("clone")
        .to_string("to_string")
        .into_value("into")
        .new_value("new")
        .type2("Type")
        .r#type("type");
    let written = r#"{"_id":"_id","id":"id","x-y":"x-y","x_y":"x_y","clone":"clone","to_string":"to_string","into":"into","new":"new","Type":"Type","type":"type"}"#;
    let (client, memory) = answering(Response::json(200, written));
    // The methods keep their names.
    assert_eq!(client.store(&doc.clone()).call().unwrap(), doc);
    assert_eq!(body(&memory), written);
}

#[test]
fn numbers_in_unknown_properties_are_sent_back_unchanged() {
    let exact = r#"{"shape":{"kind":"cube","side":1e400},"weapon":{"kind":"bow","name":"n","x":[1.10]},"state":{"Gone":12345678901234567890123}}"#;
    let read = received(exact);
    let Some(Shape::Unknown(cube)) = &read.shape else {
        panic!("{read:?}")
    };
    assert_eq!(cube["side"], json!(f64::MAX));
    assert_eq!(sent(read).unwrap(), exact);
    // In any JSON it is the nearest double.
    assert_eq!(received(r#"{"any":{"n":[1e400,-1e400]}}"#).any, Some(json!({"n": [f64::MAX, f64::MIN]})));
    let made = Shape::Unknown(json!({"kind": "cone"}).into());
    assert_eq!(sent(All::new().shape(made)).unwrap(), r#"{"shape":{"kind":"cone"}}"#);
}
