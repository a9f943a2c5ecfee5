//! The models as generated code.

use std::collections::BTreeMap;

use crate::runtime::json::{Check, Extra, Format};
use crate::runtime::macros::{object, string_enum, string_newtype, union};

object! {
    /// A device.
    pub struct Device {
        pub id: String = required "id",
        pub serial: String = required "serial",
        pub name: String = required "name",
        pub model: Option<String> = optional "model",
        pub kind: String = required "kind",
        pub enrolled: bool = required "enrolled",
        pub battery: Option<i64> = optional "battery",
        pub storage: Option<u64> = optional "storage",
        pub last_seen: Option<String> = optional "lastSeen",
        pub owner: Option<Owner> = optional "owner",
        pub tags: Vec<String> = required "tags",
        pub next: Option<String> = nullable "next",
        ..extra: Extra,
    }
}

object! {
    /// The owner of a device.
    pub struct Owner {
        pub id: i64 = required "id",
        pub name: String = required "name",
        pub email: Option<String> = optional "email",
        pub teams: Option<Vec<String>> = optional "teams",
        ..extra: Extra,
    }
}

object! {
    /// A long text.
    pub struct Article {
        pub title: String = required "title",
        pub body: String = required "body",
        ..extra: Extra,
    }
}

object! {
    /// Integers.
    pub struct Series {
        pub name: String = required "name",
        pub values: Vec<i64> = required "values",
        ..extra: Extra,
    }
}

object! {
    /// Floats.
    pub struct Location {
        pub latitude: f64 = required "latitude",
        pub longitude: f64 = required "longitude",
        pub altitude: Option<f64> = optional "altitude",
        ..extra: Extra,
    }
}

/// Names and counts, by group.
pub type Groups = BTreeMap<String, BTreeMap<String, i64>>;

object! {
    /// A folder in folders.
    pub struct Folder {
        pub name: String = required "name",
        pub children: Vec<Folder> = required "children",
        ..extra: Extra,
    }
}

object! {
    /// Enums.
    pub struct Task {
        pub state: State = required "state",
        pub priority: Priority = required "priority",
        pub labels: Vec<Label> = required "labels",
        ..extra: Extra,
    }
}

string_enum! {
    /// The state of a task.
    pub enum State {
        Created = "created",
        Queued = "queued",
        InProgress = "in_progress",
        Completed = "completed",
        Failed = "failed",
        Cancelled = "cancelled",
        ..Unknown,
    }
}

string_enum! {
    /// The priority of a task.
    pub enum Priority {
        Low = "low",
        Normal = "normal",
        High = "high",
        ..Unknown,
    }
}

string_enum! {
    /// A label of a task.
    pub enum Label {
        Bug = "bug",
        Feature = "feature",
        Question = "question",
        Documentation = "documentation",
        GoodFirstIssue = "good_first_issue",
        ..Unknown,
    }
}

union! {
    /// An action on a device.
    pub enum Action {
        Application(Application) where tag("entity", "application"),
        Command(Command) where tag("entity", "command"),
        Profile(Profile) where tag("entity", "profile"),
        User(User) where tag("entity", "user"),
        ..Unknown,
    }
}

object! {
    /// An action on an application.
    pub struct Application {
        const "entity" = string("application"),
        pub action: String = required "action",
        pub id: String = required "id",
        pub r#type: Option<String> = optional "type",
        ..extra: Extra,
    }
}

object! {
    /// A command.
    pub struct Command {
        const "entity" = string("command"),
        pub action: String = required "action",
        pub r#type: Option<String> = optional "type",
        ..extra: Extra,
    }
}

object! {
    /// A profile.
    pub struct Profile {
        pub name: String = required "name",
        pub version: i64 = required "version",
        pub payloads: Vec<String> = required "payloads",
        ..extra: Extra,
    }
}

object! {
    /// A user.
    pub struct User {
        pub name: String = required "name",
        pub email: String = required "email",
        pub active: bool = required "active",
        ..extra: Extra,
    }
}

object! {
    /// A setting with a value of any type.
    pub struct Setting {
        pub name: String = required "name",
        pub value: Content = required "value",
        ..extra: Extra,
    }
}

union! {
    /// The value of a setting.
    pub enum Content {
        Text(String) where kind(STRING),
        Number(i64) where kind(INTEGER),
        List(Vec<String>) where kind(ARRAY),
        Profile(Profile) where key("version"),
        User(User) where key("email"),
        ..Unknown,
    }
}

object! {
    /// Formats.
    pub struct Event {
        pub id: Id = required "id",
        pub date: Date = required "date",
        pub created: Time = required "created",
        pub updated: Option<Time> = optional "updated",
        ..extra: Extra,
    }
}

const ID: Check = Check::format(Format::Uuid);
const DATE: Check = Check::format(Format::Date);
const TIME: Check = Check::format(Format::DateTime);

string_newtype! {
    /// An id.
    pub struct Id check(&ID)
}

string_newtype! {
    /// A date.
    pub struct Date check(&DATE)
}

string_newtype! {
    /// A time.
    pub struct Time check(&TIME)
}
