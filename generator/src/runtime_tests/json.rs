//! Types written as generated code writes them, through the engine.
#![allow(dead_code)] // Uses come with the tests of each macro.
use std::borrow::Cow;

use crate::runtime::json::{Check, Extra};
use crate::runtime::macros::{integer_enum, newtype, object, setters, string_enum, string_newtype, union};
use crate::runtime::pattern::Pattern;

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ApplicationAction {
    pub action: Verb,
    pub id: Id,
    pub r#type: Option<WipeType>,
    pub note: Option<Option<String>>,
    pub extra: Extra,
}

object! {
    ApplicationAction {
        const "entity" = string("application"),
        0 action "action" required,
        1 id "id" required check(&ID) secret,
        2 r#type "type" optional,
        3 note "note" tristate,
        ..extra
    }
}
setters! { ApplicationAction { r#type: WipeType, note: String as tristate } }

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
    Other(Box<Tree>),
    Name(String),
    Unknown(serde_json::Value),
}
union! {
    DeviceAction {
        0 Application from ApplicationAction where tag("entity", "application") literal("version", integer(2)),
        1 Other from Tree where kind(ARRAY),
        2 Name where kind(STRING | NUMBER),
        ..Unknown
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Cow<'static, str>);
string_newtype! { Id check(&ID) }
const ID_PATTERN: Pattern = Pattern::new("a");
const ID: Check = Check {
    pattern: Some(&ID_PATTERN),
    ..Check::NONE
};

#[derive(Clone, PartialEq)]
pub struct Tree(pub Vec<Tree>);
newtype! { Tree(Vec<Tree>) }
