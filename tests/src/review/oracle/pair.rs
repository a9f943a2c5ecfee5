//! A pair of descriptions: what its review says about deployed clients, and what can be sent.

use std::collections::BTreeMap;

use generator::review::{Effect, Review};
use serde_json::{Map, Value, json};

use super::Dice;
use super::random::{Random, Way};
use crate::review::reports;

/// Two descriptions and their review. The client of the old one is in `package`.
#[derive(Clone, Debug)]
pub struct Pair {
    pub name: String,
    pub package: String,
    pub old: Value,
    pub new: Value,
    /// The worst effect on deployed clients.
    pub worst: Effect,
    /// The changes that break deployed clients.
    pub breaks: Vec<String>,
    effects: BTreeMap<(String, &'static str), Effect>,
}

/// A response of a new server.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: u16,
    pub media_type: String,
    /// The place of the schema, and an instance of it. `None` for a response without a body.
    pub body: Option<(String, Value)>,
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Pair {
    /// Compares two descriptions; `None` where one is refused.
    #[must_use]
    pub fn new(name: &str, package: &str, old: Value, new: Value) -> Option<Self> {
        let review = reports::compare(&old.to_string(), &new.to_string()).review?;
        let changes = review.changes.iter();
        let breaking = changes
            .clone()
            .filter(|change| change.old_clients == Effect::Break);
        Some(Self {
            name: name.to_owned(),
            package: package.to_owned(),
            worst: changes.map(|change| change.old_clients).max().unwrap_or_default(),
            breaks: breaking
                .map(|change| format!("{}: {}", change.rule, change.message))
                .collect(),
            effects: effects(&review),
            old,
            new,
        })
    }

    /// The operations of the old description: method and path.
    pub fn operations(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let paths = self
            .old
            .get("paths")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        paths.flat_map(|(path, item)| {
            let methods = METHODS.into_iter().filter(|method| item.get(*method).is_some());
            methods.map(|method| (method, path.as_str()))
        })
    }

    /// The worst that the review says about old clients at an operation.
    #[must_use]
    pub fn effect(&self, method: &str, path: &str, way: Way) -> Effect {
        if operation(&self.new, method, path).is_none() {
            return self.worst;
        }
        let at = |at: String, way| self.effects.get(&(at, way)).copied().unwrap_or_default();
        let way = key(way);
        let here = at(format!("{} {path}", method.to_uppercase()), way);
        here.max(at(String::new(), way))
    }

    /// Random arguments of an operation of the old client.
    #[must_use]
    pub fn arguments(&self, method: &str, path: &str, dice: &mut Dice) -> Option<Value> {
        let operation = operation(&self.old, method, path)?;
        let random = Random::new(&self.old, &[&self.old, &self.new], Way::Request);
        let mut arguments = Map::new();
        let shared = self.old.get("paths")?.get(path)?.get("parameters");
        for list in [shared, operation.get("parameters")].into_iter().flatten() {
            for parameter in list.as_array()?.iter().map(|of| resolved(&self.old, of).1) {
                let text = |key: &str| parameter.get(key)?.as_str();
                let is_required = parameter.get("required") == Some(&Value::Bool(true));
                if !is_required && dice.once_in(3) {
                    continue;
                }
                let schema = parameter.get("schema")?;
                let value = random.instance(schema, dice)?;
                arguments.insert(format!("{} {}", text("in")?, text("name")?), value);
            }
        }
        if let Some(body) = operation
            .get("requestBody")
            .map(|body| resolved(&self.old, body).1)
        {
            let is_required = body.get("required") == Some(&Value::Bool(true));
            let contents: Vec<(&String, &Value)> = body.get("content")?.as_object()?.iter().collect();
            if is_required || !dice.once_in(3) {
                let (media_type, content) = dice.pick(&contents)?;
                let value = random.instance(content.get("schema")?, dice)?;
                arguments.insert(
                    "body".to_owned(),
                    json!({ "media_type": media_type, "value": value }),
                );
            }
        }
        Some(Value::Object(arguments))
    }

    /// Random responses of an operation of the new server, one for each status and media type.
    #[must_use]
    pub fn responses(&self, method: &str, path: &str, dice: &mut Dice) -> Vec<Response> {
        let random = Random::new(&self.new, &[&self.old, &self.new], Way::Response);
        let all = operation(&self.new, method, path).and_then(|operation| operation.get("responses"));
        let mut made = Vec::new();
        for (name, response) in all.and_then(Value::as_object).into_iter().flatten() {
            let at = format!("/paths/{}/{method}/responses/{name}", escaped(path));
            let (target, response) = resolved(&self.new, response);
            let at = target.unwrap_or(at);
            let status = status(name);
            let contents = response.get("content").and_then(Value::as_object);
            let contents = contents.filter(|contents| !contents.is_empty());
            if contents.is_none() {
                made.push(Response {
                    status,
                    media_type: String::new(),
                    body: None,
                });
            }
            for (media_type, content) in contents.into_iter().flatten() {
                let Some(schema) = content.get("schema").filter(|_| media_type.contains("json")) else {
                    continue;
                };
                let place = format!("{at}/content/{}/schema", escaped(media_type));
                made.extend(random.instance(schema, dice).map(|value| Response {
                    status,
                    media_type: media_type.clone(),
                    body: Some((place, value)),
                }));
            }
        }
        made
    }
}

/// A status that the key of a response stands for.
fn status(key: &str) -> u16 {
    let digits = key.replace(['X', 'x'], "9");
    digits.parse().unwrap_or(500)
}

fn operation<'d>(document: &'d Value, method: &str, path: &str) -> Option<&'d Value> {
    document.get("paths")?.get(path)?.get(method)
}

/// Where a reference leads, and its target; the node itself without one.
fn resolved<'d>(document: &'d Value, node: &'d Value) -> (Option<String>, &'d Value) {
    let reference = node
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|text| text.strip_prefix('#'));
    match reference.and_then(|at| Some((at, document.pointer(at)?))) {
        Some((at, target)) => (Some(at.to_owned()), target),
        None => (None, node),
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn key(way: Way) -> &'static str {
    match way {
        Way::Request => "request",
        Way::Response => "response",
    }
}

/// The worst effects on deployed clients, by operation and way. Those without an operation are about all of them.
fn effects(review: &Review) -> BTreeMap<(String, &'static str), Effect> {
    let mut worst: BTreeMap<(String, &'static str), Effect> = BTreeMap::new();
    for change in &review.changes {
        let mut add = |at: &str, ways: &[Way]| {
            for way in ways {
                let entry = worst.entry((at.to_owned(), key(*way))).or_default();
                *entry = (*entry).max(change.old_clients);
            }
        };
        if change.uses.is_empty() {
            add("", &[Way::Request, Way::Response]);
        }
        for one in &change.uses {
            match one.place.as_str() {
                "" => add(&one.at, &[Way::Request, Way::Response]),
                "request" => add(&one.at, &[Way::Request]),
                place if place.starts_with("parameter ") => add(&one.at, &[Way::Request]),
                _ => add(&one.at, &[Way::Response]),
            }
        }
    }
    worst
}
