// Copied from runtime/http/request/encode.rs of generator 0.1.0; independent of the description.

//! Encodes the values of a call into a request: URL, headers, credentials. Pure; this module must not know transports.

use crate::runtime::http::auth::security::Chosen;
use crate::runtime::http::client::Settings;
use crate::runtime::http::client::middleware::{Around, Hook, Stack};
use crate::runtime::http::client::server::checked_base;
use crate::runtime::http::failure::Failure;
use crate::runtime::http::pages::link;
use crate::runtime::http::request::fields::{accept, constant, header, replace};
use crate::runtime::http::request::parameter;
use crate::runtime::http::request::parameter_spans::ParameterSpans;
use crate::runtime::http::request::{form, idempotency, multipart, sequence};
use crate::runtime::http::response::decode::{essence, is_json};
use crate::runtime::http::transport::message::Tables;
use crate::runtime::http::{
    Body, BodyFormat, BodySpec, DeferredAuth, ErrorKind, Lenient, Location, MediaBody, Parameter, Request,
    RetryPolicy, Spec, xml,
};
use crate::runtime::json::{
    Check, Parts, Path, Schema, Value, Violation, encode_watching, is_free, try_encode, validate,
    validate_argument,
};
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::time::Duration;

/// The part of a call that depends neither on its operation's types nor on its mode.
pub struct Draft {
    pub(crate) spec: &'static Spec,
    pub(crate) timeout: Option<Option<Duration>>,
    pub(crate) attempt_timeout: Option<Option<Duration>>,
    pub(crate) retry: Option<RetryPolicy>,
    /// Middleware and hooks of this call alone. Few calls have any.
    around: Option<Box<Around>>,
    /// The base URL of this call, if it isn't the client's.
    base: Option<String>,
    /// The hook for deviations, if the call is lenient.
    pub(crate) lenient: Option<Lenient>,
    validate: bool,
    /// The encoded value of each parameter of the table, as a span in `text`.
    values: ParameterSpans,
    pub(super) text: String,
    violations: Vec<(Origin, Violation)>,
    headers: HeaderMap,
    /// The idempotency key of this call, if the operation has one. Each attempt sends the same key.
    key: Option<(HeaderName, HeaderValue)>,
    /// The URL of the next page, if a page of the response provided it.
    pub(crate) at: Option<Uri>,
    body: Body,
    content_type: Cow<'static, str>,
    /// The first value that can't be encoded.
    problem: Option<String>,
}

/// A request body with one of several media types.
pub trait Choice {
    /// Sets this body in a call.
    fn put(self, draft: &mut Draft);
}

/// The value that a violation belongs to. Setting a value again removes its violations.
#[derive(PartialEq)]
enum Origin {
    Parameter(usize),
    Body,
}

impl Draft {
    /// A call of a client with these settings.
    pub(crate) fn of_client(
        spec: &'static Spec,
        settings: &Settings,
        validate: bool,
        required: &[Value<'_>],
    ) -> Box<Self> {
        let mut draft = Box::new(Self::new(spec, validate, required));
        draft.lenient = settings.lenient.clone();
        draft
    }

    pub(crate) fn new(spec: &'static Spec, validate: bool, required: &[Value<'_>]) -> Self {
        let mut draft = Self {
            spec,
            timeout: None,
            attempt_timeout: None,
            retry: None,
            around: None,
            base: None,
            lenient: None,
            validate,
            values: ParameterSpans::new(spec.parameters.len()),
            text: String::with_capacity(if spec.parameters.is_empty() { 0 } else { 128 }),
            violations: Vec::new(),
            headers: HeaderMap::new(),
            key: None,
            at: None,
            body: Body::empty(),
            content_type: "".into(),
            problem: None,
        };
        draft.renew_key();
        let places = spec
            .parameters
            .iter()
            .enumerate()
            .filter(|(_, parameter)| parameter.required);
        for ((index, _), value) in places.zip(required) {
            draft.set(index, *value);
        }
        draft
    }

    /// Sets the value of the parameter at this index of the table.
    pub(crate) fn set(&mut self, index: usize, value: Value<'_>) {
        let Some(parameter) = self.spec.parameters.get(index) else {
            return;
        };
        let start = self.text.len();
        match parameter::write(parameter, value, &mut self.text) {
            Ok(is_sent) => self.values.set(index, is_sent.then_some(start..self.text.len())),
            Err(problem) => self.refuse(problem),
        }
        self.check(Origin::Parameter(index), value, parameter.check, || {
            format!("{} {}", parameter.location.as_str(), parameter.name)
        });
    }

    /// Sets a JSON body.
    pub(crate) fn json(&mut self, body: &impl Schema) {
        self.set_json(&self.spec.body, body.value());
    }

    /// Sets a typed body.
    pub fn encoded(&mut self, content: &'static BodySpec, value: Value<'_>) {
        let json = form::document(value);
        let object = json.as_ref().map_or(value, Value::Json);
        let written = match content.format {
            BodyFormat::Json => return self.set_json(content, value),
            BodyFormat::Form => form::write(object, content.encoding)
                .map(Body::from)
                .map(|form| (content.media_type.into(), form)),
            BodyFormat::Multipart | BodyFormat::Parts => {
                multipart::write(object, content.media_type, content.encoding)
            }
            BodyFormat::Events | BodyFormat::Lines | BodyFormat::Sequence => {
                sequence::write(object, content.format).map(|body| (content.media_type.into(), body.into()))
            }
            BodyFormat::Text => Ok((content.media_type.into(), form::text(value).into())),
            BodyFormat::Xml => content
                .xml
                .ok_or_else(|| "body $ has no XML table".to_owned())
                .and_then(|root| xml::write(value, root))
                .map(|document| (content.media_type.into(), document.into())),
        };
        match written {
            Ok((media_type, body)) => self.body(media_type, body),
            Err(problem) => self.refuse(problem),
        }
        self.check(Origin::Body, value, content.check, || "body $".to_owned());
    }

    /// Sets a body with any media type.
    pub fn body(&mut self, media_type: impl Into<Cow<'static, str>>, body: Body) {
        self.violations.retain(|(origin, _)| *origin != Origin::Body);
        self.body = body;
        self.content_type = media_type.into();
    }

    /// Sets a body whose media type the caller chooses within a range.
    pub fn ranged(&mut self, range: &'static str, body: MediaBody) {
        match body.within(range) {
            Ok((media_type, body)) => self.body(media_type, body),
            Err(problem) => self.refuse(problem),
        }
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => drop(self.headers.insert(name, value)),
            Err(problem) => self.refuse(problem),
        }
    }

    /// Sets the id of the last event that was received. An empty id removes the earlier one (WHATWG HTML, section 9.2.6).
    pub(crate) fn last_event_id(&mut self, id: Option<&str>) {
        match id {
            Some("") => drop(self.headers.remove("last-event-id")),
            Some(id) => self.header("last-event-id", id),
            None => {}
        }
    }

    /// Sets the base URL of this call.
    pub(crate) fn base_url(&mut self, url: &str) {
        match checked_base(url) {
            Ok(base) => self.base = Some(base),
            Err(problem) => self.refuse(problem.to_owned()),
        }
    }

    /// The middleware and hooks of this call, to be extended.
    pub(crate) fn around(&mut self) -> &mut Around {
        self.around.get_or_insert_default()
    }

    pub(crate) fn around_calls<'a>(&'a self, settings: &'a Settings) -> Stack<'a> {
        let own = self.around.as_ref().map(|around| &around.calls);
        Stack::new(&settings.around.calls, own)
    }

    pub(crate) fn around_attempts<'a>(&'a self, settings: &'a Settings) -> Stack<'a> {
        let own = self.around.as_ref().map(|around| &around.attempts);
        Stack::new(&settings.around.attempts, own)
    }

    pub(crate) fn hooks<'a>(&'a self, settings: &'a Settings) -> impl Iterator<Item = &'a Hook> {
        let own = self.around.iter().flat_map(|around| &around.hooks);
        settings.around.hooks.iter().chain(own)
    }

    pub(crate) fn without_validation(&mut self) {
        self.validate = false;
        self.violations.clear();
    }

    /// Sets the value of the query parameter with this name.
    pub(crate) fn set_named(&mut self, name: &str, value: Value<'_>) {
        if let Some(index) = self.index(name) {
            self.set(index, value);
        }
    }

    /// The text of the query parameter with this name, if it has a single value.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let place = self.values.get(self.index(name)?)?;
        let (_, value) = self.text.get(place)?.split_once('=')?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// The body, if it is JSON; an empty object if there is no body.
    pub(crate) fn json_body(&self) -> Option<&[u8]> {
        if self.body.is_empty() {
            return Some(b"{}");
        }
        let bytes = self.body.bytes()?;
        is_json(essence(&self.content_type)).then_some(bytes)
    }

    /// Replaces the validated body with this JSON.
    pub(crate) fn set_json_body(&mut self, json: String) {
        self.body = json.into();
        if self.content_type.is_empty() {
            self.content_type = self.spec.body.media_type.into();
        }
    }

    /// Generates a new idempotency key, so that the server takes this as another call of the operation.
    pub(crate) fn renew_key(&mut self) {
        match self.spec.idempotency_key.map(idempotency::header).transpose() {
            Ok(key) => self.key = key,
            Err(problem) => self.refuse(problem),
        }
    }

    /// The URL of the request, without credentials.
    pub(crate) fn address(&self, settings: &Settings) -> Result<Uri, String> {
        match &self.at {
            Some(at) => Ok(at.clone()),
            None => self.uri(&self.base(settings), None),
        }
    }

    fn index(&self, name: &str) -> Option<usize> {
        let is_it = |parameter: &Parameter| parameter.location == Location::Query && parameter.name == name;
        self.spec.parameters.iter().position(is_it)
    }

    /// Builds the request, and returns the authenticators that have to run at each attempt.
    pub(crate) fn request(&self, settings: &Settings) -> Result<(Request, DeferredAuth), Box<Failure>> {
        let encode = |problem: String| Failure::new(ErrorKind::Encode, self.spec.id, problem);
        self.refuse_violations()?;
        if let Some(problem) = &self.problem {
            return Err(encode(problem.clone()));
        }
        let base = self.base(settings);
        let chosen = Chosen::new(self.spec, settings, &base)?;
        let uri = match &self.at {
            Some(at) => link::with_credentials(at, &chosen),
            None => self.uri(&base, Some(&chosen)),
        };
        let uri = uri.map_err(encode)?;
        let method = self
            .spec
            .http_method()
            .ok_or_else(|| encode("the method is invalid".to_owned()))?;
        let headers = self.all_headers(settings, &chosen).map_err(encode)?;
        let request = Request {
            method,
            uri,
            headers,
            body: self.body.clone(),
            tables: Some(Tables {
                spec: self.spec,
                api: settings.api,
            }),
        };
        Ok((request, chosen.deferred()))
    }

    fn set_json(&mut self, content: &'static BodySpec, value: Value<'_>) {
        let written = match self.validate {
            true => encode_watching(value, content.check),
            false => try_encode(value).map(|json| (json, true)),
        };
        let is_valid = written.as_ref().is_ok_and(|(_, is_valid)| *is_valid);
        match written {
            Ok((json, _)) => self.body(content.media_type, json.into()),
            Err(error) => self.refuse(format!("body $ can't be written: {error}")),
        }
        if !is_valid {
            self.check(Origin::Body, value, content.check, || "body $".to_owned());
        }
    }

    fn check(&mut self, origin: Origin, value: Value<'_>, check: &'static Check, root: impl Fn() -> String) {
        self.violations.retain(|(other, _)| *other != origin);
        if !self.validate || matches!(value, Value::Absent) || is_free(value, check) {
            return;
        }
        let validate = match origin {
            Origin::Parameter(_) => validate_argument,
            Origin::Body => validate,
        };
        let mut found = Vec::new();
        validate(value, check, Path::Root(""), &mut found);
        if found.is_empty() {
            return;
        }
        // Almost every value is valid, so the place of a violation is written only now.
        found.clear();
        validate(value, check, Path::Root(&root()), &mut found);
        let origin = |violation| match &origin {
            Origin::Parameter(index) => (Origin::Parameter(*index), violation),
            Origin::Body => (Origin::Body, violation),
        };
        self.violations.extend(found.into_iter().map(origin));
    }

    fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    fn refuse_violations(&self) -> Result<(), Box<Failure>> {
        if self.violations.is_empty() {
            return Ok(());
        }
        let mut failure = Failure::new(ErrorKind::Invalid, self.spec.id, "");
        failure.violations = self
            .violations
            .iter()
            .map(|(_, violation)| violation.clone())
            .collect();
        Err(failure)
    }

    fn base<'s>(&'s self, settings: &'s Settings) -> Cow<'s, str> {
        let own = self.base.as_deref().map(Cow::Borrowed);
        own.unwrap_or_else(|| settings.base_of(self.spec))
    }

    fn all_headers(&self, settings: &Settings, chosen: &Chosen<'_>) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::with_capacity(6);
        if let Some(accept) = accept(self.spec) {
            headers.insert(ACCEPT, accept);
        }
        if !self.body.is_empty() {
            let content_type = constant(self.content_type.clone())
                .ok_or_else(|| format!("{:?} is not a valid media type", self.content_type))?;
            headers.insert(CONTENT_TYPE, content_type);
        }
        headers.insert(USER_AGENT, settings.user_agent.clone());
        replace(&mut headers, &settings.headers);
        // A key in the client's own headers would make the server treat all its calls as one.
        if let Some((name, key)) = &self.key {
            headers.insert(name, key.clone());
        }
        for (parameter, text) in self.at(Location::Header) {
            let (name, value) = header(parameter.name, text)?;
            headers.insert(name, value);
        }
        let mut cookies = String::new();
        for (_, text) in self.at(Location::Cookie).filter(|(_, text)| !text.is_empty()) {
            cookies.extend([if cookies.is_empty() { "" } else { "; " }, text]);
        }
        chosen.write(cookies, &mut headers);
        replace(&mut headers, &self.headers);
        if let Some(cookie) = headers.get_mut(COOKIE) {
            cookie.set_sensitive(true);
        }
        Ok(headers)
    }

    /// The encoded values of the parameters in one location, in the table's order.
    pub(super) fn at(&self, location: Location) -> impl Iterator<Item = (&'static Parameter, &str)> {
        let parameters = self.spec.parameters.iter().enumerate();
        parameters
            .filter(move |(_, parameter)| parameter.location == location)
            .filter_map(|(index, parameter)| Some((parameter, self.text.get(self.values.get(index)?)?)))
    }
}
