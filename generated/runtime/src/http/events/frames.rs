// Copied from runtime/http/events/frames.rs of generator 0.1.0; independent of the description.

//! Splits a body into frames as it arrives: server-sent events (WHATWG HTML, section 9.2.6), JSON lines, and JSON text
//! sequences (RFC 7464). Pure; this module doesn't know the meaning of the data.

use std::time::Duration;

/// How a body is split into items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// `text/event-stream`
    Events,
    /// `application/jsonl`, `application/x-ndjson`: one item per line.
    Lines,
    /// `application/json-seq`: each item is between a record separator and a line feed.
    Sequence,
}

/// An undecoded event or line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) event: Option<String>,
    pub(crate) id: Option<String>,
    /// For an event, UTF-8; for a line, any bytes.
    pub(crate) data: Vec<u8>,
}

/// Splits a body into frames.
#[derive(Debug)]
pub(crate) struct Frames {
    framing: Framing,
    /// The bytes received so far.
    rest: Vec<u8>,
    /// How many bytes of `rest` have been split off.
    start: usize,
    /// How many bytes of `rest` have been split off or are known to contain no line ending.
    seen: usize,
    begun: bool,
    /// The last line ended with CR, so an LF that follows belongs to it.
    after_return: bool,
    event: Option<String>,
    data: Option<String>,
    /// The id of the event that is being read.
    id: Option<String>,
    /// The id of the last dispatched event, which a new connection sends as `Last-Event-ID`.
    pub(crate) last_id: Option<String>,
    /// Whether events without an id followed the last id, or preceded any id. A new connection may repeat them.
    has_unnamed: bool,
    /// How long the server asks to wait before a new connection (the field `retry`).
    pub(crate) pause: Option<Duration>,
}

impl Frames {
    pub(crate) const fn new(framing: Framing) -> Self {
        Self {
            framing,
            rest: Vec::new(),
            start: 0,
            seen: 0,
            begun: false,
            after_return: false,
            event: None,
            data: None,
            id: None,
            last_id: None,
            has_unnamed: false,
            pause: None,
        }
    }

    /// Adds received bytes.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.rest.drain(..self.start);
        self.seen -= self.start;
        self.start = 0;
        self.rest.extend_from_slice(piece);
    }

    /// The next frame in the bytes received so far.
    pub(crate) fn next(&mut self) -> Option<Frame> {
        loop {
            let line = self.line()?;
            if let Some(frame) = self.take(&line) {
                return Some(frame);
            }
        }
    }

    /// Ends the body. An incomplete event is dropped, as the standard requires; the last line needs no line ending.
    pub(crate) fn finish(&mut self) -> Option<Frame> {
        let last: Vec<u8> = std::mem::take(&mut self.rest).split_off(self.start);
        (self.start, self.seen) = (0, 0);
        match self.framing {
            Framing::Events => None,
            Framing::Lines | Framing::Sequence => self.take(&last),
        }
    }

    /// Prepares for a new connection: only the last id and the pause are kept.
    pub(crate) fn restart(&mut self) {
        let fresh = Self::new(self.framing);
        *self = Self {
            last_id: self.last_id.take(),
            has_unnamed: self.has_unnamed,
            pause: self.pause,
            ..fresh
        };
    }

    /// Whether a new connection continues after the last event without repeating any: every event so far had an id, or there
    /// was none.
    pub(crate) const fn can_resume(&self) -> bool {
        matches!(self.framing, Framing::Events) && !self.has_unnamed
    }

    pub(crate) const fn framing(&self) -> Framing {
        self.framing
    }

    /// How many bytes have been received of an incomplete item.
    pub(crate) fn pending(&self) -> usize {
        let kept = [&self.event, &self.data, &self.id].map(|text| text.as_ref().map_or(0, String::len));
        self.rest.len() - self.start + kept.iter().sum::<usize>()
    }

    /// The next complete line. Line endings are ASCII, so a character that arrived in two chunks is complete here.
    fn line(&mut self) -> Option<Vec<u8>> {
        if self.after_return && self.start < self.rest.len() {
            self.after_return = false;
            if self.rest.get(self.start) == Some(&b'\n') {
                self.start += 1;
                self.seen = self.seen.max(self.start);
            }
        }
        let framing = self.framing;
        let ends = |byte: &u8| match framing {
            Framing::Events => matches!(byte, b'\n' | b'\r'),
            Framing::Lines => *byte == b'\n',
            Framing::Sequence => *byte == 0x1e,
        };
        let Some(offset) = self.rest.iter().skip(self.seen).position(ends) else {
            self.seen = self.rest.len();
            return None;
        };
        let end = self.seen + offset;
        self.after_return = self.rest.get(end) == Some(&b'\r') && framing == Framing::Events;
        let line = self.rest.get(self.start..end).unwrap_or_default();
        let line = match self.begun {
            true => line,
            false => line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line),
        };
        let line = line.to_vec();
        self.begun = true;
        (self.start, self.seen) = (end + 1, end + 1);
        Some(line)
    }

    fn take(&mut self, line: &[u8]) -> Option<Frame> {
        match self.framing {
            Framing::Events if line.is_empty() => self.dispatch(),
            Framing::Events => {
                // The standard decodes invalid UTF-8 with replacement characters.
                self.field(&String::from_utf8_lossy(line));
                None
            }
            Framing::Lines | Framing::Sequence => {
                let data = line.trim_ascii().to_vec();
                (!data.is_empty()).then(|| Frame {
                    data,
                    ..Frame::default()
                })
            }
        }
    }

    fn dispatch(&mut self) -> Option<Frame> {
        let event = self.event.take().filter(|event| !event.is_empty());
        let is_named = self.id.is_some();
        if let Some(id) = self.id.take() {
            // An empty id resets the last id.
            self.has_unnamed = id.is_empty();
            self.last_id = Some(id);
        }
        let mut data = self.data.take()?;
        data.pop();
        self.has_unnamed |= !is_named;
        Some(Frame {
            event,
            id: self.last_id.clone(),
            data: data.into_bytes(),
        })
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => self.event = Some(value.to_owned()),
            "data" => {
                let data = self.data.get_or_insert_default();
                data.push_str(value);
                data.push('\n');
            }
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // A number that is too large is treated as the largest one.
                self.pause = Some(Duration::from_millis(value.parse().unwrap_or(u64::MAX)));
            }
            // A comment, or a field of a later version of the standard.
            _ => {}
        }
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
