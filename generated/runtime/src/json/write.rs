// Copied from runtime/json/write.rs of generator 0.1.0; independent of the description.

//! Writes values as JSON text, straight from their tables. On the way it notices values that may violate a constraint, so that
//! values without constraints are not visited a second time.

use serde::Serialize;
use serde::ser::Error;

use crate::runtime::json::check::Check;
use crate::runtime::json::custom::serialize_custom;
use crate::runtime::json::members::{Name, Tags, in_union, visit_members};
use crate::runtime::json::plain::plain_length;
use crate::runtime::json::schema::{ListValue, MapValue, Object, Union, Value};
use crate::runtime::json::shape::{Field, Shape};
use crate::runtime::json::validate::validate_scalar;

/// Text that is being written.
pub(crate) struct Writer {
    pub(crate) out: Vec<u8>,
    /// Whether constraints matter. It is turned off by the first value that may violate one.
    is_watching: bool,
}

impl Writer {
    pub(crate) fn new(is_watching: bool) -> Self {
        Self {
            out: Vec::with_capacity(128),
            is_watching,
        }
    }

    /// Whether nothing that was written violates a constraint. `false` if it is unknown.
    pub(crate) fn is_valid(&self) -> bool {
        self.is_watching
    }

    /// Appends the JSON text of a value. Numbers and arbitrary JSON are written by serde_json.
    #[inline]
    pub(crate) fn write(&mut self, value: &Value<'_>) -> Result<(), serde_json::Error> {
        if let Value::Str(text) = value {
            write_text(text, &mut self.out);
            Ok(())
        } else if let Value::I64(number) = value {
            serde_json::to_writer(&mut self.out, number)
        } else if let Value::F64(number) = value {
            self.is_watching &= number.is_finite();
            serde_json::to_writer(&mut self.out, number)
        } else if let Value::Object(object) = value {
            self.write_object(*object, None)
        } else {
            self.write_other(value)
        }
    }

    fn write_other(&mut self, value: &Value<'_>) -> Result<(), serde_json::Error> {
        let out = &mut self.out;
        match value {
            Value::Absent | Value::Null => out.extend_from_slice(b"null"),
            Value::Bool(true) => out.extend_from_slice(b"true"),
            Value::Bool(false) => out.extend_from_slice(b"false"),
            Value::Str(_) | Value::I64(_) | Value::F64(_) | Value::Object(_) => return self.write(value),
            Value::Unlisted(number, _) => return serde_json::to_writer(out, number),
            Value::U64(number) => return serde_json::to_writer(out, number),
            Value::Checked(text, _) => write_text(text, out),
            Value::Json(json) => return json.serialize(&mut serde_json::Serializer::new(out)),
            Value::ExactJson(kept) => match kept.text() {
                Some(text) => out.extend_from_slice(text.get().as_bytes()),
                None => return kept.json().serialize(&mut serde_json::Serializer::new(out)),
            },
            Value::List(list) => return self.write_list(*list),
            Value::Map(map) => return self.write_map(*map),
            Value::Union(union) => return self.write_union(*union, None),
            Value::Custom(custom) => return serialize_custom(*custom, &mut serde_json::Serializer::new(out)),
            Value::Foreign(_) => return Err(serde_json::Error::custom("a file can't be written as JSON")),
        }
        Ok(())
    }

    fn write_union(&mut self, union: &dyn Union, tags: Option<&Tags<'_>>) -> Result<(), serde_json::Error> {
        in_union(union, tags, |variant, content, tags| {
            if let Some(check) = variant.and_then(|variant| variant.check) {
                self.watch(*content, check);
            }
            if let Value::Object(object) = content {
                self.write_object(*object, tags)
            } else if let Value::Union(inner) = content {
                self.write_union(*inner, tags)
            } else {
                self.write(content)
            }
        })
    }

    fn write_list(&mut self, list: &dyn ListValue) -> Result<(), serde_json::Error> {
        self.out.push(b'[');
        if let Some(integers) = list.integers() {
            return self.write_integers(integers);
        }
        for index in 0..list.count() {
            if index > 0 {
                self.out.push(b',');
            }
            self.write(&list.item(index))?;
        }
        self.out.push(b']');
        Ok(())
    }

    /// Writes the rest of a list.
    fn write_integers(&mut self, integers: &[i64]) -> Result<(), serde_json::Error> {
        let mut is_first = true;
        for integer in integers {
            if !std::mem::take(&mut is_first) {
                self.out.push(b',');
            }
            serde_json::to_writer(&mut self.out, integer)?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn write_map(&mut self, map: &dyn MapValue) -> Result<(), serde_json::Error> {
        self.out.push(b'{');
        let mut is_first = true;
        let mut written = Ok(());
        map.visit(&mut |key, value| {
            write_name(Name::of(key), &mut is_first, &mut self.out);
            written = self.write(&value);
            written.is_ok()
        });
        self.out.push(b'}');
        written
    }

    fn write_object(
        &mut self,
        object: &dyn Object,
        tags: Option<&Tags<'_>>,
    ) -> Result<(), serde_json::Error> {
        let shape = object.shape();
        if self.is_watching {
            self.watch_object(object, shape);
        }
        self.out.push(b'{');
        let mut is_first = true;
        visit_members(object, tags, |name, value| {
            write_name(name, &mut is_first, &mut self.out);
            self.write(value)
        })?;
        self.out.push(b'}');
        Ok(())
    }

    fn watch_object(&mut self, object: &dyn Object, shape: &'static Shape) {
        self.is_watching &= shape.check.is_none();
        for (number, field) in shape.fields.iter().enumerate() {
            if field.is_checked {
                self.watch_field(&object.field_value(number), field);
            }
        }
    }

    fn watch_field(&mut self, value: &Value<'_>, field: &Field) {
        if matches!(value, Value::Absent) {
            self.is_watching &= !field.is_needed;
        } else if matches!(value, Value::Null) {
            self.is_watching &= !field.is_never_null;
        } else {
            self.watch(*value, field.check);
        }
    }

    /// Notices a value that may violate its constraints: each one with parts, and each that does.
    pub(crate) fn watch(&mut self, value: Value<'_>, check: &'static Check) {
        if self.is_watching {
            self.is_watching = check.is_none() || validate_scalar(value, check);
        }
    }
}

#[inline]
fn write_name(name: Name<'_>, is_first: &mut bool, out: &mut Vec<u8>) {
    if std::mem::take(is_first) {
        out.push(b'"');
    } else {
        out.extend_from_slice(b",\"");
    }
    let text = name.text.as_bytes();
    if name.is_plain {
        out.extend_from_slice(text);
    } else {
        write_escaped(text, out);
    }
    out.extend_from_slice(b"\":");
}

#[inline]
fn write_text(text: &str, out: &mut Vec<u8>) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    write_escaped(text.as_bytes(), out);
    out.push(b'"');
}

/// Writes the content of a string.
#[inline]
fn write_escaped(text: &[u8], out: &mut Vec<u8>) {
    let plain = plain_length(text);
    if plain == text.len() {
        out.extend_from_slice(text);
    } else {
        write_escapes(text, out);
    }
}

fn write_escapes(mut rest: &[u8], out: &mut Vec<u8>) {
    while let Some((plain, after)) = rest.split_at_checked(plain_length(rest)) {
        out.extend_from_slice(plain);
        let Some((byte, after)) = after.split_first() else {
            break;
        };
        write_escape(*byte, out);
        rest = after;
    }
}

fn write_escape(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x09 => b't',
        0x0A => b'n',
        0x0C => b'f',
        0x0D => b'r',
        _ => {
            let digits = [byte >> 4, byte & 0xF].map(|digit| DIGITS.get(usize::from(digit)).copied());
            out.extend_from_slice(b"\\u00");
            out.extend(digits.into_iter().flatten());
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}
