//! How a body is cut into frames while it arrives: server-sent events (WHATWG HTML, section 9.2.6), JSON lines, JSON
//! text sequences (RFC 7464). Pure; what the data means is not known here.

use std::time::Duration;

/// How a body is cut into items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// `text/event-stream`
    Events,
    /// `application/jsonl`, `application/x-ndjson`: an item a line.
    Lines,
    /// `application/json-seq`: each item between a record separator and a line feed.
    Sequence,
}

/// An event as it came, or a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) event: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) data: String,
}

/// Cuts a body into frames.
#[derive(Debug)]
pub(crate) struct Frames {
    framing: Framing,
    /// What came.
    rest: Vec<u8>,
    /// How much of `rest` is cut.
    start: usize,
    /// How much of `rest` is cut, or known to hold no end of a line.
    seen: usize,
    begun: bool,
    /// The last line ended in CR: an LF that follows belongs to it.
    after_return: bool,
    event: Option<String>,
    data: Option<String>,
    /// What a new connection says it saw last.
    pub(crate) last_id: Option<String>,
    /// How long the server wants to be left alone before a new connection.
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
            last_id: None,
            pause: None,
        }
    }

    /// Takes what arrived.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.rest.drain(..self.start);
        self.seen -= self.start;
        self.start = 0;
        self.rest.extend_from_slice(piece);
    }

    /// The next frame of what arrived so far.
    pub(crate) fn next(&mut self) -> Option<Frame> {
        loop {
            let line = self.line()?;
            if let Some(frame) = self.take(&line) {
                return Some(frame);
            }
        }
    }

    /// The body ended. An event that isn't complete is dropped, as the standard says; a line needs no end.
    pub(crate) fn finish(&mut self) -> Option<Frame> {
        let last: Vec<u8> = std::mem::take(&mut self.rest).split_off(self.start);
        (self.start, self.seen) = (0, 0);
        match self.framing {
            Framing::Events => None,
            Framing::Lines | Framing::Sequence => self.take(&String::from_utf8_lossy(&last)),
        }
    }

    /// A new connection begins: nothing of the old one is left but the last id and the pause.
    pub(crate) fn restart(&mut self) {
        let fresh = Self::new(self.framing);
        *self = Self {
            last_id: self.last_id.take(),
            pause: self.pause,
            ..fresh
        };
    }

    pub(crate) const fn framing(&self) -> Framing {
        self.framing
    }

    /// How much is waiting for its end.
    pub(crate) fn pending(&self) -> usize {
        self.rest.len() - self.start + self.data.as_ref().map_or(0, String::len)
    }

    /// The next whole line. Where one ends is ASCII, so a character that came in two pieces is whole by then.
    fn line(&mut self) -> Option<String> {
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
        let text = String::from_utf8_lossy(line);
        let text = match self.begun {
            true => &text,
            false => text.strip_prefix('\u{feff}').unwrap_or(&text),
        };
        let text = text.to_owned();
        self.begun = true;
        (self.start, self.seen) = (end + 1, end + 1);
        Some(text)
    }

    fn take(&mut self, line: &str) -> Option<Frame> {
        match self.framing {
            Framing::Events if line.is_empty() => self.dispatch(),
            Framing::Events => {
                self.field(line);
                None
            }
            Framing::Lines | Framing::Sequence => {
                let data = line.trim().to_owned();
                (!data.is_empty()).then(|| Frame {
                    data,
                    ..Frame::default()
                })
            }
        }
    }

    fn dispatch(&mut self) -> Option<Frame> {
        let event = self.event.take().filter(|event| !event.is_empty());
        let mut data = self.data.take()?;
        data.pop();
        Some(Frame {
            event,
            id: self.last_id.clone(),
            data,
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
            "id" if !value.contains('\0') => self.last_id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.pause = value.parse().ok().map(Duration::from_millis);
            }
            // A comment, or a field of a later standard.
            _ => {}
        }
    }
}
