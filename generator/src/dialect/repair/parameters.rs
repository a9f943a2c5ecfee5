//! Repairs parameters, headers and other objects with misspelled or misplaced keywords.

use super::super::keywords::{Dialect, Object};
use super::super::visit::{Members, Path};
use super::Repair;
use crate::diagnostics::{Code, did_you_mean};
use crate::source::Node;

impl Repair<'_> {
    /// Repairs that only apply to this kind of object, before those of its members.
    pub(super) fn members(&mut self, object: Object, members: &mut Members, at: &Path<'_>) {
        if members.contains_key("$ref") {
            return;
        }
        self.hoist(object, members, at);
        self.types(object, members, at);
        self.bounds(object, members, at);
        match object {
            Object::OpenApi => self.version(members, at),
            Object::Schema => self.schema(members, at),
            Object::Parameter => self.parameter(members, at),
            Object::Header => self.style(members, &["simple"], at),
            Object::RequestBody | Object::Response => {
                self.schema_of_body(members, at);
                self.content(members, at);
            }
            Object::Operation => self.operation(members, at),
            Object::Example => self.example(members, at),
            Object::SecurityScheme => self.scheme(members, at),
            Object::PathItem => self.additional_operations(members, at),
            Object::Info
            | Object::Contact
            | Object::License
            | Object::Server
            | Object::ServerVariable
            | Object::Components
            | Object::Paths
            | Object::ExternalDocumentation
            | Object::MediaType
            | Object::Encoding
            | Object::Responses
            | Object::Callback
            | Object::Link
            | Object::Tag
            | Object::Discriminator
            | Object::Xml
            | Object::OAuthFlows
            | Object::OAuthFlow
            | Object::SecurityRequirement
            | Object::Items => {}
        }
    }

    /// Moves a version under the key of another version to its own key.
    fn version(&mut self, members: &mut Members, at: &Path<'_>) {
        let (due, other) = match self.dialect {
            Dialect::Swagger20 => ("swagger", "openapi"),
            Dialect::OpenApi30 | Dialect::OpenApi31 | Dialect::OpenApi32 => ("openapi", "swagger"),
        };
        if members.contains_key(due) {
            return self.spelled_version(members, due, at);
        }
        let Some(version) = members.remove(other) else {
            return;
        };
        self.report(
            Code::UnknownKey,
            &at.child(other),
            format!("this version belongs under `{due}`"),
        )
        .on_key()
        .read_as_meant(format!("it is read as `{due}`"));
        self.renamed(&at.child(due), &at.child(other));
        members.insert(due.to_owned(), version);
    }

    /// Reports a version with other characters than those of a version of the specification.
    fn spelled_version(&mut self, members: &Members, key: &str, at: &Path<'_>) {
        let Some(version) = members.get(key).and_then(Node::as_str) else {
            return;
        };
        let dialect = self.dialect;
        if !is_version(version, dialect) {
            let message = format!("`{version}` is not a version of the OpenAPI Specification");
            self.report(Code::WrongType, &at.child(key), message)
                .read_as_meant(format!("it is read as {}", dialect.minor()));
        }
    }

    fn parameter(&mut self, members: &mut Members, at: &Path<'_>) {
        self.place(members, at);
        self.content(members, at);
        let place = members.get("in").and_then(Node::as_str);
        let has_3_2 = self.dialect >= Dialect::OpenApi32;
        let styles: &[&str] = match place {
            Some("path") => &["simple", "label", "matrix"],
            Some("header") => &["simple"],
            Some("cookie") if has_3_2 => &["form", "cookie"],
            Some("cookie") => &["form"],
            Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            Some(_) | None => return,
        };
        self.style(members, styles, at);
    }

    /// Corrects another word for one of the values of `in`.
    fn place(&mut self, members: &mut Members, at: &Path<'_>) {
        let Some(Node::String(place)) = members.get("in") else {
            return;
        };
        let lower = place.trim().to_ascii_lowercase();
        let meant = match lower.as_str() {
            "query" => "query",
            "header" => "header",
            "path" => "path",
            "cookie" if self.dialect != Dialect::Swagger20 => "cookie",
            "querystring" if self.dialect == Dialect::OpenApi32 => return,
            "url" | "uri" | "querystring" | "query-string" | "params" | "get" => "query",
            "headers" => "header",
            "cookies" => "cookie",
            "paths" | "route" => "path",
            "form" | "formdata" | "form-data" | "post" if self.dialect == Dialect::Swagger20 => "formData",
            _ => return,
        };
        if place == meant {
            return;
        }
        let message = format!("`{place}` is not a value of `in`");
        self.report(Code::WrongType, &at.child("in"), message)
            .read_as_meant(format!("it is read as `{meant}`"));
        members.insert("in".to_owned(), Node::String(meant.to_owned()));
    }

    /// Replaces a style that is not allowed in this place by the default.
    fn style(&mut self, members: &mut Members, styles: &[&str], at: &Path<'_>) {
        let Some(style) = members.get("style").and_then(Node::as_str) else {
            return;
        };
        let same = |usual: &&&str| usual.eq_ignore_ascii_case(style.trim());
        if styles.iter().find(same).is_some() {
            return;
        }
        let usual = styles.first().copied().unwrap_or_default();
        let message = format!(
            "`style` must be one of `{}` here, not `{style}`",
            styles.join("`, `")
        );
        let meant = did_you_mean(style, styles.iter().copied());
        let diagnostic = self.report(Code::WrongType, &at.child("style"), message);
        diagnostic.loosened(format!("it is read as `{usual}`"));
        if let Some(meant) = meant {
            diagnostic.help(format!("did you mean `{meant}`?"));
        }
        members.remove("style");
    }

    /// Wraps an example value in an Example Object.
    fn example(&mut self, members: &mut Members, at: &Path<'_>) {
        let is_example = |key: &String| self.takes(Object::Example, key).is_some() || key.starts_with("x-");
        if members.is_empty() || members.keys().any(is_example) {
            return;
        }
        let value = Node::Object(std::mem::take(members));
        self.report(Code::WrongType, at, "expected an Example Object, not a value")
            .read_as_meant("it is read as the value of the example");
        self.renamed(&at.child("value"), at);
        members.insert("value".to_owned(), value);
    }

    /// Corrects types of security schemes with the names of another version.
    fn scheme(&mut self, members: &mut Members, at: &Path<'_>) {
        let Some(Node::String(kind)) = members.get("type") else {
            return;
        };
        let is_swagger = self.dialect == Dialect::Swagger20;
        let scheme = match kind.trim().to_ascii_lowercase().as_str() {
            "basic" | "bearer" if !is_swagger => kind.trim().to_ascii_lowercase(),
            "jwt" if !is_swagger => "bearer".to_owned(),
            "http" if is_swagger && members.get("scheme").and_then(Node::as_str) == Some("basic") => {
                self.report(
                    Code::WrongType,
                    &at.child("type"),
                    "the type `http` belongs to OpenAPI 3",
                )
                .read_as_meant("it is read as `basic`");
                members.insert("type".to_owned(), Node::String("basic".to_owned()));
                members.remove("scheme");
                return;
            }
            _ => return,
        };
        let message = format!("`{kind}` is not a type of a security scheme");
        self.report(Code::WrongType, &at.child("type"), message)
            .read_as_meant(format!("it is read as `http` with the scheme `{scheme}`"));
        members.insert("type".to_owned(), Node::String("http".to_owned()));
        members.insert_missing("scheme", || Node::String(scheme));
    }
}

/// Whether a text is a version of the specification: `2.0`, or `3.1.0` with any patch and suffix.
fn is_version(text: &str, dialect: Dialect) -> bool {
    if dialect == Dialect::Swagger20 {
        return text == dialect.minor();
    }
    let rest = text.strip_prefix(dialect.minor());
    let Some(patch) = rest.and_then(|rest| rest.strip_prefix('.')) else {
        return false;
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match patch.split_once('-') {
        Some((number, suffix)) => is_number(number) && !suffix.is_empty(),
        None => is_number(patch),
    }
}
