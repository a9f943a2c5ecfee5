//! The models with serde's derive.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Device {
    pub id: String,
    pub serial: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    pub kind: String,
    pub enrolled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub battery: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage: Option<u64>,
    #[serde(rename = "lastSeen")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    pub tags: Vec<String>,
    pub next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Owner {
    pub id: i64,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub teams: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Article {
    pub title: String,
    pub body: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Series {
    pub name: String,
    pub values: Vec<i64>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Location {
    pub latitude: f64,
    pub longitude: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altitude: Option<f64>,
}

/// Names and counts, by group.
pub type Groups = BTreeMap<String, BTreeMap<String, i64>>;

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Folder {
    pub name: String,
    pub children: Vec<Folder>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Task {
    pub state: State,
    pub priority: Priority,
    pub labels: Vec<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Created,
    Queued,
    InProgress,
    Completed,
    Failed,
    Cancelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Low,
    Normal,
    High,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    Bug,
    Feature,
    Question,
    Documentation,
    GoodFirstIssue,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "entity", rename_all = "lowercase")]
pub enum Action {
    Application(Application),
    Command(Command),
    Profile(Profile),
    User(User),
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Application {
    pub action: String,
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Command {
    pub action: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Profile {
    pub name: String,
    pub version: i64,
    pub payloads: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct User {
    pub name: String,
    pub email: String,
    pub active: bool,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Setting {
    pub name: String,
    pub value: Content,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Content {
    Text(String),
    Number(i64),
    List(Vec<String>),
    Profile(Profile),
    User(User),
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Event {
    pub id: String,
    pub date: String,
    pub created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
}
