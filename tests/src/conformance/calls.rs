//! One call of the driver: its arguments in the form that a user writes, and the expected result.

use std::fmt::Write;

use generator::internals::ir::{
    Api, Body, BodyFormat, Documented, Framing, Operation, OutcomeForm, Parameter, Presence, SchemeKind,
    Shape, Type,
};
use serde_json::{Map, Value, json};

use super::client::{Client, Found};
use super::scenario::{Condition, Content, Exchange, Part};
use super::{values, xml};

/// The block that makes the call of an exchange. An error is the reason why there is none.
pub(super) fn call(
    condition: Condition,
    exchange: &Exchange,
    client: &Client<'_>,
    found: &Found<'_>,
) -> Result<String, String> {
    let Found {
        base,
        group,
        operation,
        captured,
    } = found;
    let krate = client.krate();
    let mut lines = vec![format!(
        "let client = client!({krate}).base_url(format!(\"{{base}}{}\")).retry({krate}::RetryPolicy::none()){}.build().map_err(text)?;",
        base,
        credentials(condition, exchange, client)
    )];
    let mut arguments = Vec::new();
    let mut setters = String::new();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        // The call sends it automatically.
        if parameter.constant.is_some() {
            continue;
        }
        let others: Vec<&str> = operation
            .parameters
            .iter()
            .map(|other| other.name.wire.as_str())
            .filter(|name| *name != parameter.name.wire)
            .collect();
        let Some(value) = values::value(parameter, exchange, captured, &others, &client.api) else {
            match parameter.required {
                true => {
                    return Err(format!(
                        "its request has no `{}`, which the description requires",
                        parameter.name.wire
                    ));
                }
                false => continue,
            }
        };
        let name = format!("value{index}");
        lines.push(format!(
            "let {name}: {} = read({:?})?;",
            spelled(&parameter.ty, &krate),
            value.to_string()
        ));
        let argument = argument(&name, parameter, &client.api);
        match parameter.required {
            true => arguments.push(argument),
            false => {
                let _ = write!(setters, ".{}({argument})", parameter.name.rust);
            }
        }
    }
    if let Some((body, content)) = operation.body.as_ref().zip(sent(exchange, operation).as_ref()) {
        let argument = body_argument(body, content, client, &mut lines)?;
        match body.required {
            true => arguments.push(argument),
            false => {
                let _ = write!(setters, ".{}({argument})", body.name);
            }
        }
    }
    // If the description has a range, the caller sets the media type.
    for (name, is_open) in [
        ("accept", is_range_of_answers(operation)),
        ("content-type", is_range_of_bodies(operation)),
    ] {
        let told = exchange
            .body
            .as_ref()
            .filter(|_| name == "content-type")
            .map(|body| body.media_type.clone());
        if let Some(value) = exchange.header(name).or(told).filter(|_| is_open) {
            let _ = write!(setters, ".header({name:?}, {value:?})");
        }
    }
    let accessor = group
        .tag
        .as_ref()
        .map_or(String::new(), |tag| format!(".{}()", tag.method));
    lines.push(format!(
        "let call = client{accessor}.{}({}){setters};",
        operation.name,
        arguments.join(", ")
    ));
    lines.push(answer(condition, exchange, operation, client));
    Ok(format!("    {{\n        {}\n    }}\n", lines.join("\n        ")))
}

/// The expression with which a caller passes a value.
pub(crate) fn argument(name: &str, parameter: &Parameter, api: &Api) -> String {
    match resolved(&parameter.ty, api) {
        Type::Bool | Type::I64 | Type::U64 | Type::F64 | Type::Array(_) => name.to_owned(),
        Type::String
        | Type::Text(_)
        | Type::File
        | Type::Json
        | Type::Custom(_)
        | Type::Named(_)
        | Type::Boxed(_)
        | Type::Map(_)
        | Type::Nullable(_) => format!("&{name}"),
    }
}

fn resolved<'t>(ty: &'t Type, api: &'t Api) -> &'t Type {
    let Type::Named(name) = ty else { return ty };
    match api.types.get(name).map(|def| &def.shape) {
        Some(Shape::Alias(inner)) => resolved(inner, api),
        _ => ty,
    }
}

/// The body of the request. If the suite sends none but the description requires one, it is an empty object.
fn sent(exchange: &Exchange, operation: &Operation) -> Option<Content> {
    let is_required = operation.body.as_ref().is_some_and(|body| body.required);
    let empty = || Content {
        media_type: "application/json".to_owned(),
        text: Some("{}".to_owned()),
        ..Content::default()
    };
    exchange.body.clone().or_else(|| is_required.then(empty))
}

/// Whether the caller must set `Accept`, since the response has a media type range.
fn is_range_of_answers(operation: &Operation) -> bool {
    let mut media_types = operation
        .cases
        .iter()
        .filter(|case| case.success && case.content.is_some());
    media_types.next().is_some() && media_types.next().is_some()
}

/// Whether the request body has a media type range, so that the caller sets the media type.
fn is_range_of_bodies(operation: &Operation) -> bool {
    let mut contents = operation.body.iter().flat_map(|body| &body.contents);
    contents.any(|content| content.typed.is_none() && content.media_type == "application/octet-stream")
}

/// The argument for the body, after the lines that build it.
fn body_argument(
    body: &Body,
    sent: &Content,
    client: &Client<'_>,
    lines: &mut Vec<String>,
) -> Result<String, String> {
    let krate = client.krate();
    let essence = |media_type: &str| {
        media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_lowercase()
    };
    // The suite's data has the media type of JSON for variants of JSON too.
    let content = body
        .contents
        .iter()
        .find(|content| essence(&content.media_type) == essence(&sent.media_type))
        .or(body.contents.first())
        .ok_or("the description has no body")?;
    let argument = match (&content.typed, &sent.parts) {
        (Some(typed), Some(parts)) => {
            multipart(&typed.ty, parts, &sent.files, client, lines)?;
            "&body".to_owned()
        }
        (Some(typed), None) => {
            let text = sent.text.as_deref().unwrap_or_default();
            let json = match typed.format {
                BodyFormat::Text if sent.json().is_none() => Value::from(text).to_string(),
                BodyFormat::Xml => xml::read(text, typed.xml.as_ref(), &client.api)
                    .ok_or("its body does not match the XML table")?
                    .to_string(),
                BodyFormat::Framed(_) | BodyFormat::Parts => return Err("its body is a list of items".into()),
                BodyFormat::Json | BodyFormat::Text => sent.json().ok_or("its body is not JSON")?.to_string(),
                BodyFormat::Form | BodyFormat::Multipart => {
                    return Err("the suite does not list its body field by field".to_owned());
                }
            };
            lines.push(format!(
                "let body: {} = read({json:?})?;",
                spelled(&typed.ty, &krate)
            ));
            match resolved(&typed.ty, &client.api) {
                Type::Bool | Type::I64 | Type::U64 | Type::F64 => "body".to_owned(),
                Type::String
                | Type::Text(_)
                | Type::File
                | Type::Json
                | Type::Custom(_)
                | Type::Named(_)
                | Type::Boxed(_)
                | Type::Array(_)
                | Type::Map(_)
                | Type::Nullable(_) => "&body".to_owned(),
            }
        }
        (None, _) => match (&sent.text, &sent.base64) {
            // The suite's data has the media type of JSON for a text, which is sent unchanged.
            (Some(text), _) if content.media_type.starts_with("text/") => {
                let told = sent.json().and_then(|json| json.as_str().map(str::to_owned));
                format!("{:?}.to_owned().into_bytes()", told.as_ref().unwrap_or(text))
            }
            (Some(text), _) => format!("{text:?}.to_owned().into_bytes()"),
            (None, Some(base64)) => format!("bytes({base64:?})"),
            (None, None) => "Vec::new()".to_owned(),
        },
    };
    Ok(match &body.choice {
        Some(choice) if content.typed.is_some() => {
            format!("{krate}::operations::{choice}::{}({argument})", content.variant)
        }
        Some(choice) => format!(
            "{krate}::operations::{choice}::{}({argument}.into())",
            content.variant
        ),
        None => argument,
    })
}

/// Builds a multipart body: parts that are not files are decoded from JSON, files are set one by one.
fn multipart(
    ty: &Type,
    parts: &Map<String, Value>,
    files: &[Part],
    client: &Client<'_>,
    lines: &mut Vec<String>,
) -> Result<(), String> {
    let Type::Named(name) = resolved(ty, &client.api) else {
        return Err("its body has no named type".to_owned());
    };
    let Some(Shape::Struct(object)) = client.api.types.get(name).map(|def| &def.shape) else {
        return Err("its body is not an object".to_owned());
    };
    let krate = client.krate();
    let mut json = parts.clone();
    let mut setters = Vec::new();
    for field in &object.fields {
        let wire = &field.name.wire;
        let of_it = files.iter().filter(|file| file.field == *wire);
        let made = of_it.map(|file| {
            let (name, media_type, base64) = (&file.name, &file.media_type, &file.base64);
            format!("{krate}::FilePart::from(bytes({base64:?})).named({name:?}).media_type({media_type:?})")
        });
        let made: Vec<String> = made.collect();
        let (blank, value) = match resolved(&field.ty, &client.api) {
            Type::File => (json!(""), made.first().cloned()),
            Type::Array(item) if matches!(**item, Type::File) => (
                json!([]),
                (!made.is_empty()).then(|| format!("vec![{}]", made.join(", "))),
            ),
            Type::String => {
                if let Some(number) = json.get(wire).filter(|value| value.is_number()) {
                    json.insert(wire.clone(), Value::from(number.to_string()));
                }
                continue;
            }
            Type::Bool
            | Type::I64
            | Type::U64
            | Type::F64
            | Type::Text(_)
            | Type::Json
            | Type::Custom(_)
            | Type::Named(_)
            | Type::Boxed(_)
            | Type::Array(_)
            | Type::Map(_)
            | Type::Nullable(_) => continue,
        };
        let is_required = field.presence == Presence::Required;
        if is_required {
            json.insert(wire.clone(), blank);
        }
        setters.extend(value.map(|value| match is_required {
            true => format!("body.{} = {value};", field.name.rust),
            false => format!("body.{} = Some({value});", field.name.rust),
        }));
    }
    lines.push(format!(
        "let mut body: {} = read({:?})?;",
        spelled(ty, &krate),
        Value::Object(json).to_string()
    ));
    lines.append(&mut setters);
    Ok(())
}

/// The assertion on the result of the call.
fn answer(condition: Condition, exchange: &Exchange, operation: &Operation, client: &Client<'_>) -> String {
    let (status, krate) = (exchange.status, client.krate());
    let read_as = |success: bool| {
        let mut roots = operation.cases.iter().filter(|case| case.success == success);
        let root = roots.find_map(|case| case.xml.as_ref())?;
        xml::read(
            exchange.answer.as_ref()?.text.as_deref()?,
            Some(root),
            &client.api,
        )
    };
    if let Some(error) = read_as(false).filter(|_| status >= 400) {
        return format!(
            "told(sent!(call).map(drop).map_err(|error| Some((error.status()?.as_u16(), error.api().cloned()))), {status}, {:?})?;",
            error.to_string()
        );
    }
    if !(200..400).contains(&status) {
        return format!(
            "refused(sent!(call).map(drop).map_err(|error| error.status().map(|status| status.as_u16())), {status})?;"
        );
    }
    if let Some(stream) = &operation.stream {
        let method = match stream.framing {
            Framing::Events => "events",
            Framing::Lines | Framing::Sequence => "items",
        };
        // A scenario that waits for another request sends no more items at first.
        let (told, again) = match condition == Condition::ByKey {
            true => (2, format!(".retry({krate}::RetryPolicy::safe())")),
            false => (exchange.answer.as_ref().map_or(0, Content::items), String::new()),
        };
        return format!("read_items!({told} of call{again}.{method}());");
    }
    if let (OutcomeForm::Body(Documented::Typed(_)), Some(value)) = (&operation.output.form, read_as(true)) {
        return format!(
            "same_document(&called!(call).map_err(text)?, {:?})?;",
            value.to_string()
        );
    }
    let expected = exchange.answer.as_ref().and_then(Content::json);
    match (&operation.output.form, expected) {
        (OutcomeForm::Body(Documented::Typed(_)), Some(json)) => {
            format!("same(&called!(call).map_err(text)?, {:?})?;", json.to_string())
        }
        _ => "sent!(call).map_err(text)?;".to_owned(),
    }
}

/// The credentials of the scenario's request.
fn credentials(condition: Condition, exchange: &Exchange, client: &Client<'_>) -> String {
    let setters = client.api.schemes.iter().filter_map(|scheme| {
        // The suite rejects any credential in this scenario.
        let wrong = (condition == Condition::StatusCode).then(|| "Bearer wrong".to_owned());
        let authorization = exchange.header("authorization").or(wrong);
        let secret = match &scheme.kind {
            SchemeKind::ApiKeyHeader(name) => exchange.header(name)?,
            SchemeKind::Bearer | SchemeKind::Token => authorization?.strip_prefix("Bearer ")?.to_owned(),
            SchemeKind::Http(word) => {
                let authorization = authorization?;
                let (first, rest) = authorization.split_once(' ')?;
                first.eq_ignore_ascii_case(word).then(|| rest.to_owned())?
            }
            SchemeKind::Basic | SchemeKind::ApiKeyQuery(_) | SchemeKind::ApiKeyCookie(_) => return None,
        };
        Some(format!(".{}({secret:?})", scheme.name.rust))
    });
    setters.collect()
}

/// The type in the driver's spelling.
pub(crate) fn spelled(ty: &Type, krate: &str) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Text(format) => format!("{krate}::format::{}", format.rust()),
        Type::File => format!("{krate}::FilePart"),
        Type::Json | Type::Custom(_) => "serde_json::Value".to_owned(),
        Type::Named(name) => format!("{krate}::types::{name}"),
        Type::Boxed(inner) => format!("Box<{}>", spelled(inner, krate)),
        Type::Array(inner) => format!("Vec<{}>", spelled(inner, krate)),
        Type::Map(inner) => format!("std::collections::BTreeMap<String, {}>", spelled(inner, krate)),
        Type::Nullable(inner) => format!("Option<{}>", spelled(inner, krate)),
    }
}
