//! Writes values as JSON text, straight from their tables.

use serde::Serialize;
use serde::ser::Error;

use crate::runtime::json::custom::serialize_custom;
use crate::runtime::json::members::{Name, Tags, in_unions, visit_members};
use crate::runtime::json::plain::plain_length;
use crate::runtime::json::schema::{ListValue, MapValue, Object, Value};

/// Appends the JSON text of a value. Numbers and arbitrary JSON are written by serde_json.
pub(crate) fn write(value: Value<'_>, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    match value {
        Value::Absent | Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::I64(number) => return serde_json::to_writer(out, &number),
        Value::U64(number) => return serde_json::to_writer(out, &number),
        Value::F64(number) => return serde_json::to_writer(out, &number),
        Value::Str(text) | Value::Checked(text, _) => write_text(text, out),
        Value::Json(json) => return json.serialize(&mut serde_json::Serializer::new(out)),
        Value::ExactJson(kept) => match kept.text() {
            Some(text) => out.extend_from_slice(text.get().as_bytes()),
            None => return kept.json().serialize(&mut serde_json::Serializer::new(out)),
        },
        Value::List(list) => return write_list(list, out),
        Value::Map(map) => return write_map(map, out),
        Value::Object(object) => return write_object(object, None, out),
        Value::Union(_) => {
            return in_unions(value, None, |content, tags| {
                if let Value::Object(object) = content {
                    write_object(object, tags, out)
                } else {
                    write(content, out)
                }
            });
        }
        Value::Custom(custom) => return serialize_custom(custom, &mut serde_json::Serializer::new(out)),
        Value::Foreign(_) => return Err(serde_json::Error::custom("a file can't be written as JSON")),
    }
    Ok(())
}

fn write_list(list: &dyn ListValue, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    out.push(b'[');
    for index in 0..list.count() {
        if index > 0 {
            out.push(b',');
        }
        write(list.item(index), out)?;
    }
    out.push(b']');
    Ok(())
}

fn write_map(map: &dyn MapValue, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    out.push(b'{');
    let mut is_first = true;
    for (key, value) in map.entries() {
        write_name(Name::of(key), &mut is_first, out);
        write(value, out)?;
    }
    out.push(b'}');
    Ok(())
}

fn write_object(
    object: &dyn Object,
    tags: Option<&Tags<'_>>,
    out: &mut Vec<u8>,
) -> Result<(), serde_json::Error> {
    out.push(b'{');
    let mut is_first = true;
    visit_members(object, tags, |name, value| {
        write_name(name, &mut is_first, out);
        write(value, out)
    })?;
    out.push(b'}');
    Ok(())
}

#[inline]
fn write_name(name: Name<'_>, is_first: &mut bool, out: &mut Vec<u8>) {
    out.reserve(name.text.len() + 4);
    if !std::mem::take(is_first) {
        out.push(b',');
    }
    if name.is_plain {
        out.push(b'"');
        out.extend_from_slice(name.text.as_bytes());
        out.push(b'"');
    } else {
        write_text(name.text, out);
    }
    out.push(b':');
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some((plain, after)) = rest.split_at_checked(plain_length(rest)) {
        out.extend_from_slice(plain);
        let Some((byte, after)) = after.split_first() else {
            break;
        };
        write_escape(*byte, out);
        rest = after;
    }
    out.push(b'"');
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
