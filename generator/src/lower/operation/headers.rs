//! Valid names of headers, cookies and media types. HTTP has no escapes for them.

use super::parameters::Caller;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ir::Location;
use crate::lower::Lowering;
use crate::source::Pointer;

/// Headers that can't be parameters. Source: OpenAPI 3.0.4, section 4.7.12.2.1, `name`.
const RESERVED_BY_OPENAPI: [&str; 3] = ["accept", "content-type", "authorization"];

/// Headers that frame a message or belong to one connection (RFC 9110, section 7.6.1), and `Host`. A wrong value
/// allows request smuggling or addresses another server. The runtime rejects all but `Host`, which a program may set.
const SET_BY_TRANSPORT: [&str; 9] = [
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "upgrade",
    HOST,
];

const HOST: &str = "host";

impl Lowering<'_, '_> {
    /// Whether a parameter with this name can be sent in this location. A parameter that can't is reported.
    /// `needed`: whether the parameter is required.
    pub(super) fn has_a_name(
        &mut self,
        name: &str,
        place: Location,
        at: &Pointer,
        needed: Option<&Caller>,
    ) -> bool {
        match place {
            Location::Path | Location::Query | Location::QueryString => true,
            Location::Cookie => self.is_name(name, "cookie", &at.child("name")),
            Location::Header if is_among(&RESERVED_BY_OPENAPI, name) => {
                let who = "the media type or the security scheme sets it";
                let is_credential = name.eq_ignore_ascii_case("authorization");
                let is_missed = needed.is_some_and(|caller| !(is_credential && caller.is_authorized));
                let diagnostic = self.ignored_parameter(name, who, "it is left out, as OpenAPI requires", at);
                if is_missed {
                    diagnostic
                        .severity(Severity::Warning)
                        .help(format!("`Call::header({name:?}, …)` sends a value of your own"));
                }
                false
            }
            Location::Header if is_among(&SET_BY_TRANSPORT, name) => {
                let diagnostic = self.ignored_parameter(name, "the transport sets it", "it is left out", at);
                diagnostic.severity(Severity::Warning);
                if name.eq_ignore_ascii_case(HOST) {
                    diagnostic.help(format!("`Call::header({name:?}, …)` sends a value of your own"));
                } else {
                    diagnostic.help("remove the parameter: no program can set this header");
                }
                false
            }
            Location::Header => self.is_name(name, "header", &at.child("name")),
        }
    }

    /// Whether the name is valid for a header or a cookie. An invalid name is reported.
    pub(super) fn is_name(&mut self, name: &str, what: &str, at: &Pointer) -> bool {
        let is_name = is_token(name);
        if !is_name {
            self.invalid_name(name, what, at);
        }
        is_name
    }

    /// Whether a header can carry an API key. A header that can't is reported.
    pub(super) fn is_name_of_a_key(&mut self, name: &str, at: &Pointer) -> bool {
        if is_among(&SET_BY_TRANSPORT, name) {
            self.diagnostics
                .report(
                    Code::InvalidName,
                    at,
                    format!("`{name}` can't carry an API key: the transport sets it"),
                )
                .loosened("the security scheme is left out")
                .help("use a separate header, such as `X-Api-Key`");
            return false;
        }
        self.is_name(name, "header", at)
    }

    /// Whether the name is valid for a response header. An invalid one is only a warning, since it can't be received.
    pub(crate) fn is_name_of_a_response_header(&mut self, name: &str, at: &Pointer) -> bool {
        let is_name = is_token(name);
        if !is_name {
            self.invalid_name(name, "header", at);
        }
        is_name
    }

    fn invalid_name(&mut self, name: &str, what: &str, at: &Pointer) -> &mut Diagnostic {
        self.diagnostics
            .report(
                Code::InvalidName,
                at,
                format!("{name:?} is not a valid name of a {what}"),
            )
            .loosened("it is left out")
            .help("a name consists of letters, digits and any of !#$%&'*+-.^_`|~")
    }

    /// The media type that a body is sent with. An invalid media type or a range is replaced.
    pub(crate) fn sent_as(&mut self, media_type: &str, otherwise: &str, at: &Pointer) -> String {
        if !is_media_type(media_type) {
            self.diagnostics
                .report(
                    Code::InvalidName,
                    at,
                    format!("{media_type:?} is not a media type"),
                )
                .on_key()
                .loosened(format!("`{otherwise}` is sent"))
                .help("a media type is `type/subtype`, in ASCII");
        }
        let is_one = is_media_type(media_type) && !media_type.contains('*');
        if is_one { media_type } else { otherwise }.to_owned()
    }

    fn ignored_parameter(&mut self, name: &str, who: &str, effect: &str, at: &Pointer) -> &mut Diagnostic {
        let message = format!("`{name}` is not a parameter: {who}");
        self.diagnostics
            .report(Code::IgnoredKeyword, at, message)
            .effect(effect)
    }
}

/// RFC 9110, section 5.6.2, `token`: the names of headers, cookies and authentication schemes.
pub(super) fn is_token(text: &str) -> bool {
    let is_tchar = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_tchar)
}

/// RFC 9110, section 8.3.1. Parameters are only checked for characters that a header can contain.
pub(crate) fn is_media_type(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim();
    let of_tokens = |(ty, subtype)| is_token(ty) && is_token(subtype);
    essence.split_once('/').is_some_and(of_tokens)
        && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

fn is_among(reserved: &[&str], name: &str) -> bool {
    reserved
        .iter()
        .any(|reserved| name.eq_ignore_ascii_case(reserved))
}

#[cfg(test)]
mod tests {
    use super::{HOST, SET_BY_TRANSPORT, is_media_type, is_token};
    use crate::runtime::http::request::fields;

    #[test]
    fn the_runtime_refuses_the_headers_of_the_transport_too() {
        let of_descriptions: Vec<&str> = SET_BY_TRANSPORT
            .into_iter()
            .filter(|name| *name != HOST)
            .collect();
        assert_eq!(of_descriptions, fields::OF_THE_TRANSPORT);
    }

    #[test]
    fn tokens_and_media_types_are_those_of_rfc_9110() {
        for name in ["X-Id", "a", "!#$%&'*+-.^_`|~", "0"] {
            assert!(is_token(name), "{name}");
        }
        for name in [
            "", "a b", "a:b", "a\n", "ä", "a/b", "\"a\"", "a,b", "(a)", "a=b", "a;b", "[a]",
        ] {
            assert!(!is_token(name), "{name}");
        }
        for name in [
            "a/b",
            "application/json; charset=utf-8",
            "*/*",
            "text/x-a+b",
            "a/b;c=\"d e\"",
        ] {
            assert!(is_media_type(name), "{name}");
        }
        for name in ["", "json", "a/", "/b", "a/b/c", "a /b", "a/b;ü=1", "a/b\r\nX: y"] {
            assert!(!is_media_type(name), "{name}");
        }
    }
}
