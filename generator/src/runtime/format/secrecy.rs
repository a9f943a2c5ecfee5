//! Secrets of the crate `secrecy`, as the type of fields with the format `password`.

use std::fmt;
use std::hash::{Hash, Hasher};

use ::secrecy::{ExposeSecret, SecretString};

#[cfg(feature = "schemars")]
use crate::runtime::json::json_schema::{self, JsonSchemaValue, SchemaGenerator};
use crate::runtime::json::{Schema, Slot, Text, Value};

/// `password`: a text that is overwritten in memory when it is dropped. `Debug` prints `[redacted]`.
#[derive(Clone, Default)]
pub struct Password(SecretString);

impl Password {
    /// The text itself.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl PartialEq for Password {
    fn eq(&self, other: &Self) -> bool {
        self.expose_secret() == other.expose_secret()
    }
}

impl Eq for Password {}

impl Hash for Password {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.expose_secret().hash(state);
    }
}

impl From<SecretString> for Password {
    fn from(secret: SecretString) -> Self {
        Self(secret)
    }
}

impl From<Password> for SecretString {
    fn from(password: Password) -> Self {
        password.0
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Password {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Schema for Password {
    #[inline]
    fn placeholder() -> Self {
        Self::default()
    }

    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }

    #[inline]
    fn value(&self) -> Value<'_> {
        Value::Str(self.expose_secret())
    }

    #[cfg(feature = "schemars")]
    fn json_schema(_: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema::of_type("string")
    }
}

impl Text for Password {
    fn set(&mut self, text: &str) {
        self.0 = text.into();
    }
}
