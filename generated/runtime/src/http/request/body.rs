// Copied from runtime/http/request/body.rs of generator 0.1.0; independent of the description.

//! Request bodies: none, bytes, or chunks that come from a file, reader or stream during sending. Knows no transport.

use crate::runtime::http::{Chunks, TransportError, TransportErrorKind};
use bytes::Bytes;
use futures_core::Stream;
use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

/// A request body. Every attempt sends the same body; one that can be read only once is sent by one attempt only.
#[derive(Clone, Default)]
pub struct Body(Kind);

#[derive(Clone, Default)]
enum Kind {
    #[default]
    Empty,
    Bytes(Bytes),
    Source(Arc<Source>),
}

struct Source {
    length: Option<u64>,
    replayable: bool,
    asynchronous: bool,
    open: Box<dyn Fn() -> io::Result<Content> + Send + Sync>,
}

/// An opened body, which a transport reads and sends.
#[non_exhaustive]
pub enum Content {
    /// No body and no `Content-Type`.
    Empty,
    /// The whole body.
    Bytes(Bytes),
    /// A reader that has to be read to its end. Reading may block.
    Reader(Box<dyn Read + Send>),
    /// A stream that has to be awaited to its end. A blocking transport can't send it.
    Chunks(Box<dyn Chunks>),
}

impl Body {
    /// No body: neither `Content-Length` nor `Content-Type` is sent.
    pub const fn empty() -> Self {
        Self(Kind::Empty)
    }

    /// The content of a file. It is read while it is sent, again at every attempt. The length is that of the file now: bytes
    /// that are appended later are not sent, and if the file is truncated or removed, the call fails.
    ///
    /// # Errors
    /// When the file doesn't exist or can't be read. In JavaScript no file can be read.
    pub fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let mut file = File::open(&path)?;
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::Error::other("the path is a directory"));
        }
        // Pipes and virtual files contain more than their length declares.
        let is_known = about.is_file() && (about.len() > 0 || file.read(&mut [0])? == 0);
        let body = Self::reader_again(move || File::open(&path));
        Ok(if is_known {
            body.with_length(about.len())
        } else {
            body
        })
    }

    /// The content of a reader. It is read while it is sent, so the call can't be retried.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::once(Content::Reader(Box::new(reader)))
    }

    /// The content of a reader that is opened again at every attempt.
    pub fn reader_again<R: Read + Send + 'static>(
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        Self::source(true, false, move || Ok(Content::Reader(Box::new(open()?))))
    }

    /// The content of a stream, for asynchronous clients. The call can't be retried.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::once(Content::Chunks(Box::new(Streamed(Box::pin(stream)))))
    }

    /// Sets the length in bytes, which is sent as `Content-Length`. Exactly that many bytes are sent: the rest isn't read, and
    /// a shorter body fails the call. This has no effect on a body made of bytes.
    #[must_use]
    pub fn with_length(self, length: u64) -> Self {
        let Kind::Source(source) = self.0 else { return self };
        let (replayable, asynchronous) = (source.replayable, source.asynchronous);
        let open = Box::new(move || (source.open)().map(|content| content.of(length)));
        Self(Kind::Source(Arc::new(Source {
            length: Some(length),
            replayable,
            asynchronous,
            open,
        })))
    }

    /// The bytes, if the body is made of bytes.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Bytes(bytes) => Some(bytes),
            Kind::Empty | Kind::Source(_) => None,
        }
    }

    /// Whether there is no body. A body of zero bytes is not empty in this sense.
    pub const fn is_empty(&self) -> bool {
        matches!(self.0, Kind::Empty)
    }

    /// The length in bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Kind::Empty => Some(0),
            Kind::Bytes(bytes) => Some(bytes.len() as u64),
            Kind::Source(source) => source.length,
        }
    }

    /// Whether the body can be sent again.
    pub fn is_replayable(&self) -> bool {
        match &self.0 {
            Kind::Empty | Kind::Bytes(_) => true,
            Kind::Source(source) => source.replayable,
        }
    }

    /// Whether the body has to be awaited, which a blocking client can't do.
    pub fn is_asynchronous(&self) -> bool {
        match &self.0 {
            Kind::Empty | Kind::Bytes(_) => false,
            Kind::Source(source) => source.asynchronous,
        }
    }

    /// Opens the body for reading.
    ///
    /// # Errors
    /// When its file can't be opened, or when it has been read and can't be read again.
    pub fn open(&self) -> io::Result<Content> {
        match &self.0 {
            Kind::Empty => Ok(Content::Empty),
            Kind::Bytes(bytes) => Ok(Content::Bytes(bytes.clone())),
            Kind::Source(source) => (source.open)(),
        }
    }

    /// Whether both are the same bytes or have the same source.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Empty, Kind::Empty) => true,
            (Kind::Bytes(bytes), Kind::Bytes(others)) => bytes == others,
            (Kind::Source(source), Kind::Source(other)) => Arc::ptr_eq(source, other),
            (Kind::Empty | Kind::Bytes(_) | Kind::Source(_), _) => false,
        }
    }

    /// Concatenates bodies.
    pub(crate) fn concat(bodies: Vec<Self>) -> Self {
        let length = bodies
            .iter()
            .try_fold(0_u64, |sum, body| sum.checked_add(body.length()?));
        let replayable = bodies.iter().all(Self::is_replayable);
        let asynchronous = bodies.iter().any(Self::is_asynchronous);
        let joined = Self::source(replayable, asynchronous, move || {
            bodies
                .iter()
                .map(Self::open)
                .collect::<io::Result<VecDeque<_>>>()
                .map(join)
        });
        match length {
            Some(length) => joined.with_length(length),
            None => joined,
        }
    }

    fn once(content: Content) -> Self {
        let asynchronous = matches!(content, Content::Chunks(_));
        let content = Mutex::new(Some(content));
        Self::source(false, asynchronous, move || {
            let content = content.lock().unwrap_or_else(PoisonError::into_inner).take();
            content.ok_or_else(|| io::Error::other("the body has been read and can't be read again"))
        })
    }

    fn source(
        replayable: bool,
        asynchronous: bool,
        open: impl Fn() -> io::Result<Content> + Send + Sync + 'static,
    ) -> Self {
        Self(Kind::Source(Arc::new(Source {
            length: None,
            replayable,
            asynchronous,
            open: Box::new(open),
        })))
    }
}

/// Concatenates contents. Readers become one reader, so that blocking transports can send them too.
fn join(parts: VecDeque<Content>) -> Content {
    if parts.iter().any(|part| matches!(part, Content::Chunks(_))) {
        return Content::Chunks(Box::new(Joined(parts)));
    }
    let readers = parts.into_iter().filter_map(Content::into_reader);
    let empty: Box<dyn Read + Send> = Box::new(io::empty());
    Content::Reader(readers.fold(empty, |before, after| Box::new(before.chain(after))))
}

impl Content {
    /// Limits the content to `length` bytes, and fails if it has fewer.
    fn of(self, length: u64) -> Self {
        match self {
            Self::Chunks(chunks) => Self::Chunks(Box::new(Exact {
                inner: chunks,
                left: length,
            })),
            content @ (Self::Empty | Self::Bytes(_) | Self::Reader(_)) => {
                let inner = content.into_reader().unwrap_or_else(|| Box::new(io::empty()));
                Self::Reader(Box::new(Exact { inner, left: length }))
            }
        }
    }

    fn into_reader(self) -> Option<Box<dyn Read + Send>> {
        match self {
            Self::Bytes(bytes) => Some(Box::new(io::Cursor::new(bytes))),
            Self::Reader(reader) => Some(reader),
            Self::Empty | Self::Chunks(_) => None,
        }
    }
}

/// How many bytes are read from a reader at a time.
pub(crate) const PIECE: usize = 64 * 1024;

/// The next chunk of a reader; `None` at its end.
pub(crate) fn read_piece(reader: &mut dyn Read) -> io::Result<Option<Bytes>> {
    let mut piece = vec![0; PIECE];
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return Ok(None),
            Ok(length) => {
                piece.truncate(length);
                return Ok(Some(piece.into()));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The next chunk of a reader, through a buffer that grows as it is filled; `None` at the end.
#[cfg(all(feature = "ureq", not(all(target_arch = "wasm32", target_os = "unknown"))))]
pub(crate) fn read_copied(reader: &mut dyn Read, buffer: &mut Vec<u8>) -> io::Result<Option<Bytes>> {
    if buffer.is_empty() {
        buffer.resize(4 * 1024, 0);
    }
    loop {
        match reader.read(buffer) {
            Ok(0) => return Ok(None),
            Ok(length) => {
                let piece = buffer.get(..length).map(Bytes::copy_from_slice);
                if length == buffer.len() && length < PIECE {
                    buffer.resize(length * 4, 0);
                }
                return Ok(piece);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The error of a body that couldn't be read while it was sent.
pub(crate) fn unreadable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::BodyBroken, error)
}

/// The error of a body that couldn't be opened, so that nothing was sent.
#[allow(dead_code, reason = "transports use it, and a crate may have none")]
pub(crate) fn unavailable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::BodyUnavailable, error)
}

/// A content with exactly the declared number of bytes.
struct Exact<C> {
    inner: C,
    left: u64,
}

impl<C> Exact<C> {
    fn room(&self) -> usize {
        usize::try_from(self.left).unwrap_or(usize::MAX)
    }

    fn came(&mut self, length: usize) {
        self.left = self.left.saturating_sub(length as u64);
    }

    fn too_short(&self) -> io::Error {
        let problem = format!("the body ended {} bytes before its declared length", self.left);
        io::Error::new(io::ErrorKind::UnexpectedEof, problem)
    }
}

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let room = self.room().min(into.len());
        let Some(into) = into.get_mut(..room).filter(|into| !into.is_empty()) else {
            return Ok(0);
        };
        match self.inner.read(into)? {
            0 => Err(self.too_short()),
            length => {
                self.came(length);
                Ok(length)
            }
        }
    }
}

impl Chunks for Exact<Box<dyn Chunks>> {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let Poll::Ready(piece) = self.inner.poll_next(context) else {
            return Poll::Pending;
        };
        Poll::Ready(Some(match piece {
            Some(Ok(mut piece)) => {
                piece.truncate(self.room());
                self.came(piece.len());
                Ok(piece)
            }
            Some(Err(error)) => Err(error),
            None => Err(unreadable(self.too_short())),
        }))
    }
}

struct Streamed<S>(Pin<Box<S>>);

impl<S, E> Chunks for Streamed<S>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.0
            .as_mut()
            .poll_next(context)
            .map(|piece| piece.map(|piece| piece.map_err(unreadable)))
    }
}

/// Several contents, at least one of which is a stream.
struct Joined(VecDeque<Content>);

impl Chunks for Joined {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        while let Some(part) = self.0.front_mut() {
            let piece = match part {
                Content::Empty => None,
                Content::Bytes(bytes) if bytes.is_empty() => None,
                Content::Bytes(bytes) => Some(Ok(std::mem::take(bytes))),
                Content::Reader(reader) => read_piece(reader).map_err(unreadable).transpose(),
                Content::Chunks(chunks) => match chunks.poll_next(context) {
                    Poll::Ready(piece) => piece,
                    Poll::Pending => return Poll::Pending,
                },
            };
            if piece.is_some() {
                return Poll::Ready(piece);
            }
            self.0.pop_front();
        }
        Poll::Ready(None)
    }
}

macro_rules! from_bytes {
    ($($type:ty),*) => {
        $(impl From<$type> for Body {
            fn from(bytes: $type) -> Self {
                Self(Kind::Bytes(bytes.into()))
            }
        })*
    };
}
from_bytes!(Bytes, Vec<u8>, String);

/// Copies the bytes; `Bytes::from_static` doesn't.
impl From<&[u8]> for Body {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

/// Copies the text; `Bytes::from_static` doesn't.
impl From<&str> for Body {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, self.length()) {
            (Kind::Empty, _) => f.write_str("empty"),
            (Kind::Bytes(_) | Kind::Source(_), Some(length)) => write!(f, "{length} bytes"),
            (Kind::Bytes(_) | Kind::Source(_), None) => f.write_str("streamed"),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Reader(_) | Self::Chunks(_) => f.write_str("streamed"),
        }
    }
}
