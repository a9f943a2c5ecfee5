//! What may be the name of a header or a cookie.

/// RFC 9110, section 5.6.2, `token`: the names of headers and cookies, and the words of authentication schemes.
pub(super) fn is_token(text: &str) -> bool {
    let is_tchar = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_tchar)
}
