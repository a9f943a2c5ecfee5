//! Types in the form of generated code.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::runtime::json::{Bound, Check, Extra, Number};
use crate::runtime::macros::{integer_enum, newtype, object, string_enum, string_newtype, union};
use crate::runtime::pattern::{Pattern, Tables};

object! {
    /// The request of the device endpoint.
    pub struct ApplicationAction: new {
        const "entity" = string("application"),
        pub action: Verb = required "action",
        pub id: Id = required "id" check(&ID),
        pub r#type: Option<WipeType> = optional "type",
        pub note: Option<Option<String>> = tristate(note_null) "note",
        pub created: Option<String> = optional "created" read_only,
        ..extra: crate::runtime::json::Extra,
    }
}

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CommandAction {
    pub action: String,
    pub id: Option<Id>,
}

object! {
    CommandAction {
        const "entity" = string("command"),
        .action = required "action",
        .id = optional "id",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WipeType {
    Default,
    Protected,
    Unknown(String),
}
string_enum! { WipeType { Default = "default", Protected = "protected", ..Unknown } }

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verb {
    Install,
    Unknown(String),
}
string_enum! { Verb { Install = "install", ..Unknown } }

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorCode {
    WinDeviceNotActive,
    Unknown(i64),
}
integer_enum! { ErrorCode { WinDeviceNotActive = 5142, ..Unknown } }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum DeviceAction {
    Application(ApplicationAction),
    Command(CommandAction),
    Unknown(crate::runtime::json::ExactJson),
}
union! {
    DeviceAction {
        Application from ApplicationAction where tag("entity", "application"),
        Command from CommandAction where tag("entity", "command"),
        ..Unknown
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    text: Cow<'static, str>,
}
string_newtype! { Id check(&ID) }
pub const ID: Check = Check {
    min_length: Some(3),
    max_length: Some(24),
    ..Check::NONE
};

#[derive(Clone, PartialEq)]
pub struct Password {
    text: Cow<'static, str>,
}
string_newtype! { Password check(&ID) secret }

/// An object without fields.
#[derive(Clone, PartialEq)]
pub struct Empty {}
object! { Empty {} }

/// Additional properties of one type.
#[derive(Clone, PartialEq)]
pub struct Scores {
    pub total: i64,
    pub extra: BTreeMap<String, f64>,
}
object! {
    Scores {
        .total = required "total",
        ..extra
    }
}

/// A page of anything, for paths and presence.
#[derive(Clone, PartialEq)]
pub struct Page {
    pub total: i64,
    pub items: Vec<Item>,
    pub next: Option<String>,
    pub labels: BTreeMap<String, i64>,
}

object! {
    Page {
        .total = required "total",
        .items = required "items" check(&ITEMS),
        .next = nullable "next",
        .labels = required "labels",
    }
}
const ITEMS: Check = Check {
    max_items: Some(2),
    unique_items: true,
    ..Check::NONE
};

#[derive(Clone, PartialEq)]
pub struct Item {
    pub name: String,
    pub code: Option<ErrorCode>,
    pub size: Option<u64>,
    pub ratio: Option<f64>,
    pub password: Option<String>,
    pub any: Option<serde_json::Value>,
    pub action: Option<Box<DeviceAction>>,
    pub parent: Option<Box<Item>>,
}

object! {
    Item {
        .name = required "name" check(&NAME),
        .code = optional "code",
        .size = optional "size" check(&SIZE),
        .ratio = optional "ratio" check(&RATIO),
        .password = optional "password" check(&NAME) secret,
        .any = optional "any",
        .action = optional "action",
        .parent = optional "parent",
    }
}
const NAME: Check = Check {
    max_length: Some(4),
    ..Check::NONE
};
const SIZE: Check = Check {
    minimum: Some(Bound::inclusive(Number::I64(10))),
    multiple_of: Some(Number::I64(5)),
    ..Check::NONE
};
const RATIO: Check = Check {
    maximum: Some(Bound::exclusive(Number::F64(1.5))),
    ..Check::NONE
};

#[derive(Clone, PartialEq)]
pub struct Tree {
    inner: Vec<Tree>,
}
newtype! { Tree(Vec<Tree>) }

/// A union with a variant for each kind of evidence. The first variant whose evidence holds is selected.
#[derive(Clone, PartialEq)]
pub enum Evidence {
    Null(Nothing),
    Flag(bool),
    Whole(i64),
    Number(f64),
    Size(Size),
    Named(String),
    Text(String),
    Many(Vec<Evidence>),
    Versioned(BTreeMap<String, serde_json::Value>),
    Shape(BTreeMap<String, serde_json::Value>),
    Keyed(BTreeMap<String, serde_json::Value>),
    Unknown(crate::runtime::json::ExactJson),
}

#[derive(Clone, PartialEq)]
pub struct Nothing {
    inner: serde_json::Value,
}
newtype! { Nothing(serde_json::Value) }

#[derive(Clone, Debug, PartialEq)]
pub enum Size {
    Small,
    Unknown(String),
}
string_enum! { Size { Small = "small", ..Unknown } }

union! {
    Evidence {
        Null where kind(NULL),
        Flag from bool where kind(BOOLEAN),
        Whole from i64 where kind(INTEGER),
        Number from f64 where kind(NUMBER),
        Size where value_in(&["small", "s\"m"]),
        Named where matches(&LONG),
        Text where kind(STRING),
        Many where kind(ARRAY),
        Versioned where literal("version", integer(2)) literal("ok", boolean(true)),
        Shape where tags("type", &["square", "circle"]),
        Keyed where kind(OBJECT) key("only"),
        ..Unknown
    }
}
/// Ten characters or more.
pub const LONG: Pattern = Pattern::new(
    "^[^]{10}",
    Tables {
        runs: b"\0\0\0\0",
        transitions: b"\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x01",
        classes: 1,
        states: 12,
        start: 2,
        accepting: 12,
    },
);

#[derive(Clone, PartialEq)]
pub struct Circle {
    pub r: i64,
}
object! {
    Circle {
        const "type" = string("circle"),
        .r = required "r",
    }
}

#[derive(Clone, PartialEq)]
pub struct Square {
    pub side: i64,
    pub extra: Extra,
}
object! {
    Square {
        const "type" = string("square"),
        .side = required "side",
        ..extra
    }
}

#[derive(Clone, PartialEq)]
pub enum Figure {
    Circle(Circle),
    Square(Square),
    Group(Box<Group>),
    Unknown(crate::runtime::json::ExactJson),
}
union! {
    Figure {
        Circle from Circle where tag("type", "circle"),
        Square from Square where tag("type", "square"),
        Group from Group where tag("type", "group"),
        ..Unknown
    }
}

/// A union within a union within a union.
#[derive(Clone, PartialEq)]
pub struct Group {
    pub of: Vec<Figure>,
}
object! {
    Group {
        const "type" = string("group"),
        .of = required "of",
    }
}
