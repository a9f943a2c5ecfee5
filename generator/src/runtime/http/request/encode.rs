//! From a call's values to a request: address, headers, credentials. Pure; it must not know transports.

use crate::runtime::http::auth::security::Chosen;
use crate::runtime::http::client::Settings;
use crate::runtime::http::client::middleware::{Around, Hook, Stack};
use crate::runtime::http::client::server::checked_base;
use crate::runtime::http::error::Failure;
use crate::runtime::http::pages::link;
use crate::runtime::http::request::fields::{accept, constant, header, replace};
use crate::runtime::http::request::parameter_spans::ParameterSpans;
use crate::runtime::http::request::style;
use crate::runtime::http::request::style::{Flat, Unwritable};
use crate::runtime::http::request::{form, idempotency, multipart};
use crate::runtime::http::response::decode::{essence, is_json};
use crate::runtime::http::transport::message::Tables;
use crate::runtime::http::{
    Body, BodyFormat, BodySpec, DeferredAuth, ErrorKind, Lenient, Location, MediaBody, Parameter, Request,
    RetryPolicy, Spec, Style, xml,
};
use crate::runtime::json::{
    Check, Parts, Path, Schema, Value, Violation, is_free, try_encode, validate, validate_argument,
};
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::time::Duration;

/// Everything of a call that depends neither on its operation's types nor on its mode.
pub struct Draft {
    pub(crate) spec: &'static Spec,
    pub(crate) timeout: Option<Option<Duration>>,
    pub(crate) attempt_timeout: Option<Option<Duration>>,
    pub(crate) retry: Option<RetryPolicy>,
    /// What is around this call alone; few have something.
    around: Option<Box<Around>>,
    /// Where it goes instead of where the client goes.
    base: Option<String>,
    /// Who is told where its response breaks the description, if it may.
    pub(crate) lenient: Option<Lenient>,
    validate: bool,
    /// Where in `text` each parameter of the table is, as it is sent.
    values: ParameterSpans,
    pub(super) text: String,
    violations: Vec<(Origin, Violation)>,
    headers: HeaderMap,
    /// The key of this call, where the operation has one; each attempt sends the same.
    key: Option<(HeaderName, HeaderValue)>,
    /// The address that a page of its answer gave, in place of its own.
    pub(crate) at: Option<Uri>,
    body: Body,
    content_type: Cow<'static, str>,
    /// The first thing that no request can carry.
    problem: Option<String>,
}

/// A request body of one of several media types.
pub trait Choice {
    /// Gives it to a call.
    fn put(self, draft: &mut Draft);
}

/// What a violation is in, so that setting a value again takes its violations back.
#[derive(PartialEq)]
enum Origin {
    Parameter(usize),
    Body,
}

impl Draft {
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

    /// Takes the value of the parameter at this index of the table.
    pub(crate) fn set(&mut self, index: usize, value: Value<'_>) {
        let Some(parameter) = self.spec.parameters.get(index) else {
            return;
        };
        let start = self.text.len();
        match write(parameter, value, &mut self.text) {
            Ok(is_sent) => self.values.set(index, is_sent.then_some(start..self.text.len())),
            Err(problem) => self.refuse(problem),
        }
        self.check(Origin::Parameter(index), value, parameter.check, || {
            format!("{} {}", parameter.location.as_str(), parameter.name)
        });
    }

    /// Takes a JSON body.
    pub(crate) fn json(&mut self, body: &impl Schema) {
        self.set_json(&self.spec.body, body.value());
    }

    /// Takes a typed body.
    pub fn encoded(&mut self, content: &'static BodySpec, value: Value<'_>) {
        let json = form::document(value);
        let object = json.as_ref().map_or(value, Value::Json);
        let written = match content.writing {
            BodyFormat::Json => return self.set_json(content, value),
            BodyFormat::Form => form::write(object, content.encoding)
                .map(Body::from)
                .map(|form| (content.media_type.into(), form)),
            BodyFormat::Multipart => multipart::write(object, content.media_type, content.encoding),
            BodyFormat::Text => Ok((content.media_type.into(), form::text(value).into())),
            BodyFormat::Xml => content
                .xml
                .ok_or_else(|| "body $ has no table for XML".to_owned())
                .and_then(|root| xml::write(value, root))
                .map(|document| (content.media_type.into(), document.into())),
        };
        match written {
            Ok((media_type, body)) => self.body(media_type, body),
            Err(problem) => self.refuse(problem),
        }
        self.check(Origin::Body, value, content.check, || "body $".to_owned());
    }

    /// Takes a body of any media type.
    pub fn body(&mut self, media_type: impl Into<Cow<'static, str>>, body: Body) {
        self.violations.retain(|(origin, _)| *origin != Origin::Body);
        self.body = body;
        self.content_type = media_type.into();
    }

    /// Takes a body of a media type that the caller says.
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

    /// Takes the id of the last event that was seen. An empty one takes back those before it (WHATWG HTML, section 9.2.6).
    pub(crate) fn last_event_id(&mut self, id: Option<&str>) {
        match id {
            Some("") => drop(self.headers.remove("last-event-id")),
            Some(id) => self.header("last-event-id", id),
            None => {}
        }
    }

    /// Takes the address that this call goes to.
    pub(crate) fn base_url(&mut self, url: &str) {
        match checked_base(url) {
            Ok(base) => self.base = Some(base),
            Err(problem) => self.refuse(problem.to_owned()),
        }
    }

    /// What is around this call alone, to be added to.
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

    /// Takes the value of the query parameter of this name.
    pub(crate) fn set_named(&mut self, name: &str, value: Value<'_>) {
        if let Some(index) = self.index(name) {
            self.set(index, value);
        }
    }

    /// The text of the query parameter of this name, which has one value.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let place = self.values.get(self.index(name)?)?;
        let (_, value) = self.text.get(place)?.split_once('=')?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// The body, where it is JSON; without one, that of an object without members.
    pub(crate) fn json_body(&self) -> Option<&[u8]> {
        if self.body.is_empty() {
            return Some(b"{}");
        }
        let bytes = self.body.bytes()?;
        is_json(essence(&self.content_type)).then_some(bytes)
    }

    /// Takes this JSON for the body, in place of the one that was checked.
    pub(crate) fn set_json_body(&mut self, json: String) {
        self.body = json.into();
        if self.content_type.is_empty() {
            self.content_type = self.spec.body.media_type.into();
        }
    }

    /// Makes it another call of the operation, for servers that know calls by their keys.
    pub(crate) fn renew_key(&mut self) {
        match self.spec.idempotency_key.map(idempotency::header).transpose() {
            Ok(key) => self.key = key,
            Err(problem) => self.refuse(problem),
        }
    }

    /// Where it goes, without credentials.
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

    /// Builds the request, and says what is to be asked for more at each attempt.
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
        let headers = self.all_headers(settings, &chosen).map_err(encode)?;
        let request = Request {
            method: self.spec.method.clone(),
            uri,
            headers,
            body: self.body.clone(),
            tables: Some(Tables {
                spec: self.spec,
                api: settings.api,
            }),
        };
        Ok((request, chosen.later()))
    }

    fn set_json(&mut self, content: &'static BodySpec, value: Value<'_>) {
        match try_encode(value) {
            Ok(json) => self.body(content.media_type, json.into()),
            Err(error) => self.refuse(format!("body $ can't be written: {error}")),
        }
        self.check(Origin::Body, value, content.check, || "body $".to_owned());
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
        // Almost every value is fine, so where it is gets written down only now.
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
                .ok_or_else(|| format!("{:?} is no media type", self.content_type))?;
            headers.insert(CONTENT_TYPE, content_type);
        }
        headers.insert(USER_AGENT, settings.user_agent.clone());
        replace(&mut headers, &settings.headers);
        // One for the whole client would make all its calls one.
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

    /// The parameters of one place that have a value, as they are sent, in the table's order.
    pub(super) fn at(&self, location: Location) -> impl Iterator<Item = (&'static Parameter, &str)> {
        let parameters = self.spec.parameters.iter().enumerate();
        parameters
            .filter(move |(_, parameter)| parameter.location == location)
            .filter_map(|(index, parameter)| Some((parameter, self.text.get(self.values.get(index)?)?)))
    }
}

/// Adds a value as its parameter is sent; false when nothing is.
fn write(parameter: &Parameter, value: Value<'_>, out: &mut String) -> Result<bool, String> {
    let refuse = |unwritable| style::describe(parameter, unwritable);
    if parameter.style == Style::DeepObject {
        return form::write_deep(parameter, value, out).map_err(refuse);
    }
    let flat = style::flatten(value, parameter.style, parameter.explode).map_err(refuse)?;
    let Some(flat) = flat else {
        return Ok(false);
    };
    let (rule, start) = (parameter.rule(), out.len());
    let is_sent_empty = parameter.required || parameter.allow_empty;
    if flat.is_empty() && !is_sent_empty {
        return Ok(false);
    }
    let separator = match parameter.location {
        Location::Query => "&",
        Location::Cookie => "; ",
        Location::Path | Location::Header => {
            style::write(&rule, &flat, out).map_err(refuse)?;
            let empty = match &flat {
                Flat::One(text) => text.is_empty(),
                Flat::Integer(_) => false,
                Flat::Many(_) | Flat::Pairs(_) => flat.is_empty() || out.len() == start,
            };
            if empty && parameter.location == Location::Path {
                let name = parameter.name;
                return Err(format!(
                    "path {name} can't be empty: the address would be another one"
                ));
            }
            return Ok(true);
        }
    };
    let mut add = |name: &str, value: &str| {
        out.extend([if out.len() == start { "" } else { separator }, name, "=", value]);
    };
    if flat.is_empty() {
        // An object that explodes has no name of its own.
        if !(parameter.explode && matches!(flat, Flat::Pairs(_))) {
            add(&style::name(&rule), "");
        }
        return Ok(true);
    }
    style::pairs(&rule, &flat, add).map_err(refuse)?;
    Ok(true)
}
