//! The models as generated code.

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
        .status = required "status",
        .page = required "page",
        .total = required "total",
        .devices = required "devices",
        .next = nullable "next",
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
        .id = required "id",
        .serial = required "serial",
        .name = required "name",
        .model = optional "model",
        .kind = required "kind",
        .enrolled = required "enrolled",
        .battery = optional "battery",
        .storage = optional "storage",
        .last_seen = optional "lastSeen",
        .owner = optional "owner",
        .location = optional "location",
        .tags = required "tags",
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
        .id = required "id",
        .name = required "name",
        .email = optional "email",
        .teams = optional "teams",
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
        .latitude = required "latitude",
        .longitude = required "longitude",
        .city = optional "city",
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
        Application from Application where tag("entity", "application"),
        Command from Command where tag("entity", "command"),
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
        .action = required "action",
        .id = required "id",
        .r#type = optional "type",
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
        .action = required "action",
        .r#type = optional "type",
        ..extra
    }
}
