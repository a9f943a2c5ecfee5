//! The models as generated code has them.

use crate::runtime::json::Extra;
use crate::runtime::macros::{object, union};

#[derive(Clone, PartialEq)]
pub struct Page {
    pub status: bool,
    pub page: i64,
    pub total: i64,
    pub devices: Vec<Device>,
    pub next: Option<String>,
    pub extra: Extra,
}
object! {
    Page {
        0 status "status" required,
        1 page "page" required,
        2 total "total" required,
        3 devices "devices" required,
        4 next "next" nullable,
        ..extra
    }
}

#[derive(Clone, PartialEq)]
pub struct Device {
    pub id: String,
    pub serial: String,
    pub name: String,
    pub model: Option<String>,
    pub kind: String,
    pub enrolled: bool,
    pub battery: Option<f64>,
    pub storage: Option<u64>,
    pub last_seen: Option<String>,
    pub owner: Option<Owner>,
    pub location: Option<Location>,
    pub tags: Vec<String>,
    pub extra: Extra,
}
object! {
    Device {
        0 id "id" required,
        1 serial "serial" required,
        2 name "name" required,
        3 model "model" optional,
        4 kind "kind" required,
        5 enrolled "enrolled" required,
        6 battery "battery" optional,
        7 storage "storage" optional,
        8 last_seen "lastSeen" optional,
        9 owner "owner" optional,
        10 location "location" optional,
        11 tags "tags" required,
        ..extra
    }
}

#[derive(Clone, PartialEq)]
pub struct Owner {
    pub id: i64,
    pub name: String,
    pub email: Option<String>,
    pub teams: Option<Vec<String>>,
    pub extra: Extra,
}
object! {
    Owner {
        0 id "id" required,
        1 name "name" required,
        2 email "email" optional,
        3 teams "teams" optional,
        ..extra
    }
}

#[derive(Clone, PartialEq)]
pub struct Location {
    pub latitude: f64,
    pub longitude: f64,
    pub city: Option<String>,
    pub extra: Extra,
}
object! {
    Location {
        0 latitude "latitude" required,
        1 longitude "longitude" required,
        2 city "city" optional,
        ..extra
    }
}

#[derive(Clone, PartialEq)]
pub enum Action {
    Application(Application),
    Command(Command),
    Unknown(serde_json::Value),
}
union! {
    Action {
        0 Application from Application where tag("entity", "application"),
        1 Command from Command where tag("entity", "command"),
        ..Unknown
    }
}

#[derive(Clone, PartialEq)]
pub struct Application {
    pub action: String,
    pub id: String,
    pub r#type: Option<String>,
    pub extra: Extra,
}
object! {
    Application {
        const "entity" = string("application"),
        0 action "action" required,
        1 id "id" required,
        2 r#type "type" optional,
        ..extra
    }
}

#[derive(Clone, PartialEq)]
pub struct Command {
    pub action: String,
    pub r#type: Option<String>,
    pub extra: Extra,
}
object! {
    Command {
        const "entity" = string("command"),
        0 action "action" required,
        1 r#type "type" optional,
        ..extra
    }
}
