//! Parses one request without normalizing it. Source: RFC 9112, as far as clients use it.

/// A complete request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The method as sent.
    pub method: String,
    /// The request target as sent, still percent-encoded.
    pub target: String,
    /// The header lines in their order and spelling, without white space around the values.
    pub headers: Vec<(String, String)>,
    /// The body, without the framing of chunks.
    pub body: Vec<u8>,
    /// Every byte of the request.
    pub raw: Vec<u8>,
}

/// The result of parsing the received bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    Complete(Request),
    Incomplete,
    Malformed,
}

impl Request {
    /// The first value of a header. The case of the name doesn't matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.headers.iter();
        lines
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as text, with invalid UTF-8 replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Parses a request at the start of the bytes. `raw` has the bytes that it consists of.
pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let Some((head, rest)) = split(bytes, b"\r\n\r\n") else {
        return Parsed::Incomplete;
    };
    let Some(mut request) = parse_head(&String::from_utf8_lossy(head)) else {
        return Parsed::Malformed;
    };
    let body = match request.header("Transfer-Encoding") {
        Some("chunked") => parse_chunks(rest),
        Some(_) => Body::Malformed,
        None => parse_length(request.header("Content-Length"), rest),
    };
    let (body, left) = match body {
        Body::Complete(body, left) => (body, left),
        Body::Incomplete => return Parsed::Incomplete,
        Body::Malformed => return Parsed::Malformed,
    };
    request.body = body;
    let taken = bytes.len() - left.len();
    request.raw = bytes.iter().take(taken).copied().collect();
    Parsed::Complete(request)
}

/// A body, and the bytes after it.
enum Body<'b> {
    Complete(Vec<u8>, &'b [u8]),
    Incomplete,
    Malformed,
}

fn parse_head(head: &str) -> Option<Request> {
    let mut lines = head.split("\r\n");
    let mut start = lines.next()?.splitn(3, ' ');
    let mut request = Request {
        method: start.next()?.to_owned(),
        target: start.next()?.to_owned(),
        ..Request::default()
    };
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request.headers.push((name.to_owned(), value.trim().to_owned()));
    }
    (start.next()? == "HTTP/1.1").then_some(request)
}

fn parse_length<'b>(length: Option<&str>, rest: &'b [u8]) -> Body<'b> {
    let Ok(length) = length.map_or(Ok(0), str::parse) else {
        return Body::Malformed;
    };
    match rest.split_at_checked(length) {
        Some((body, left)) => Body::Complete(body.to_vec(), left),
        None => Body::Incomplete,
    }
}

fn parse_chunks(mut rest: &[u8]) -> Body<'_> {
    let mut body = Vec::new();
    loop {
        let Some((size, after)) = split(rest, b"\r\n") else {
            return Body::Incomplete;
        };
        let Ok(size) = usize::from_str_radix(&String::from_utf8_lossy(size), 16) else {
            return Body::Malformed;
        };
        let Some((chunk, after)) = after.split_at_checked(size) else {
            return Body::Incomplete;
        };
        body.extend_from_slice(chunk);
        rest = match after.split_at_checked(2) {
            Some((b"\r\n", after)) => after,
            Some(_) => return Body::Malformed,
            None => return Body::Incomplete,
        };
        if size == 0 {
            return Body::Complete(body, rest);
        }
    }
}

/// The bytes before and after the first separator.
fn split<'b>(bytes: &'b [u8], separator: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let at = bytes
        .windows(separator.len())
        .position(|window| window == separator)?;
    let (before, after) = bytes.split_at_checked(at)?;
    Some((before, after.split_at_checked(separator.len())?.1))
}
