//! Contents of request bodies: media types, encodings and styles.

use super::checks::suffix;
use super::quoted;
use crate::ir::{Api, BodyContent, BodyFormat, Encoding, Style, TypedBody};

/// The media type of a body, and its serialization.
pub(crate) fn content_meaning(content: &BodyContent, api: &Api) -> String {
    let media_type = quoted(content.range.as_ref().unwrap_or(&content.media_type));
    let Some(typed) = &content.typed else {
        return media_type;
    };
    let TypedBody {
        format,
        ty: _,
        constraints,
        encoding: encodings,
        untyped,
        xml,
    } = typed;
    let format = match format {
        BodyFormat::Json => "JSON",
        BodyFormat::Form => "form",
        BodyFormat::Multipart => "multipart",
        BodyFormat::Text => "text",
        BodyFormat::Xml => "XML",
        BodyFormat::Framed(framing) => framing.name(),
        BodyFormat::Parts => "multipart parts",
    };
    let root = xml.as_ref().and_then(|name| api.xml.roots.get(name));
    let root = root.map(|root| format!(" <{}>", root.name)).unwrap_or_default();
    let encodings = encodings.iter().map(encoding);
    let files = untyped.keys().map(|name| format!("; {} a file", quoted(name)));
    let parts: String = encodings.chain(files).collect();
    format!("{media_type} {format}{root}{parts}{}", suffix(constraints, api))
}

fn encoding(of: &Encoding) -> String {
    let Encoding {
        name,
        media_type,
        style: own,
        explode,
        allow_reserved,
    } = of;
    let media_type = media_type.as_ref().map(|of| format!(" as {}", quoted(of)));
    let own = own.map(|own| format!(" {}", style(own, *explode)));
    let reserved = if *allow_reserved { " allowReserved" } else { "" };
    format!(
        "; {}{}{}{reserved}",
        quoted(name),
        media_type.unwrap_or_default(),
        own.unwrap_or_default()
    )
}

/// The name of a style, and whether it is exploded.
pub(crate) fn style(style: Style, explode: bool) -> String {
    let name = match style {
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Form => "form",
        Style::Simple => "simple",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::Cookie => "cookie",
        Style::Json => "JSON",
        Style::Text => "text",
    };
    match explode {
        true => format!("{name} exploded"),
        false => name.to_owned(),
    }
}
