//! Request bodies: nothing, bytes, or pieces that a file, a reader or a stream gives while they are sent. Knows no transport.

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

/// A request body, the same at every attempt. One that can be read only once is sent at one attempt only.
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

/// A body that is about to be sent: what a transport reads.
#[non_exhaustive]
pub enum Content {
    /// Neither body nor `Content-Type`.
    Empty,
    /// All of it.
    Bytes(Bytes),
    /// To be read to its end; reading may block.
    Reader(Box<dyn Read + Send>),
    /// To be awaited to its end. A blocking transport can't send it.
    Chunks(Box<dyn Chunks>),
}

impl Body {
    /// No body at all: neither `Content-Length` nor `Content-Type` is sent for it.
    pub const fn empty() -> Self {
        Self(Kind::Empty)
    }

    /// What a file holds, read while it is sent, again at every attempt. As much is sent as it holds now: what is added to it
    /// later isn't, and a file that was cut short or is gone fails the call.
    ///
    /// # Errors
    /// When the file isn't there or can't be read, which none can in JavaScript.
    pub fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let mut file = File::open(&path)?;
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::Error::other("it is a folder"));
        }
        // A pipe or a file that the system makes up has more than it says.
        let is_known = about.is_file() && (about.len() > 0 || file.read(&mut [0])? == 0);
        let body = Self::reader_again(move || File::open(&path));
        Ok(if is_known {
            body.with_length(about.len())
        } else {
            body
        })
    }

    /// What a reader gives, read while it is sent; the call can't be repeated.
    pub fn reader(reader: impl Read + Send + 'static) -> Self {
        Self::once(Content::Reader(Box::new(reader)))
    }

    /// What a reader gives that is opened anew at every attempt.
    pub fn reader_again<R: Read + Send + 'static>(
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self {
        Self::source(true, false, move || Ok(Content::Reader(Box::new(open()?))))
    }

    /// What a stream gives, for asynchronous clients; the call can't be repeated.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::once(Content::Chunks(Box::new(Streamed(Box::pin(stream)))))
    }

    /// Sets how many bytes will come, so that `Content-Length` is sent. So many are sent: what comes after them is not read,
    /// and an earlier end fails the call. Has no effect on a body of bytes.
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

    /// The bytes, when it is made of bytes.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Bytes(bytes) => Some(bytes),
            Kind::Empty | Kind::Source(_) => None,
        }
    }

    /// Whether there is none, which isn't the same as an empty one.
    pub const fn is_empty(&self) -> bool {
        matches!(self.0, Kind::Empty)
    }

    /// How many bytes it has, when that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Kind::Empty => Some(0),
            Kind::Bytes(bytes) => Some(bytes.len() as u64),
            Kind::Source(source) => source.length,
        }
    }

    /// Whether it can be sent again.
    pub fn is_replayable(&self) -> bool {
        match &self.0 {
            Kind::Empty | Kind::Bytes(_) => true,
            Kind::Source(source) => source.replayable,
        }
    }

    /// Whether it has to be awaited, which a blocking client can't do.
    pub fn is_asynchronous(&self) -> bool {
        match &self.0 {
            Kind::Empty | Kind::Bytes(_) => false,
            Kind::Source(source) => source.asynchronous,
        }
    }

    /// Starts to read it.
    ///
    /// # Errors
    /// When its file can't be opened, or when it was read before and can't be read again.
    pub fn open(&self) -> io::Result<Content> {
        match &self.0 {
            Kind::Empty => Ok(Content::Empty),
            Kind::Bytes(bytes) => Ok(Content::Bytes(bytes.clone())),
            Kind::Source(source) => (source.open)(),
        }
    }

    /// Whether both are the same bytes, or come from the same source.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Empty, Kind::Empty) => true,
            (Kind::Bytes(bytes), Kind::Bytes(others)) => bytes == others,
            (Kind::Source(source), Kind::Source(other)) => Arc::ptr_eq(source, other),
            (Kind::Empty | Kind::Bytes(_) | Kind::Source(_), _) => false,
        }
    }

    /// One body after the other.
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
            content.ok_or_else(|| io::Error::other("the body was read before and can't be read again"))
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

/// Readers stay one reader, for blocking transports too.
fn join(parts: VecDeque<Content>) -> Content {
    if parts.iter().any(|part| matches!(part, Content::Chunks(_))) {
        return Content::Chunks(Box::new(Joined(parts)));
    }
    let readers = parts.into_iter().filter_map(Content::into_reader);
    let empty: Box<dyn Read + Send> = Box::new(io::empty());
    Content::Reader(readers.fold(empty, |before, after| Box::new(before.chain(after))))
}

impl Content {
    /// So many bytes of it, and an error where it has fewer.
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

/// How much is read from a reader at a time.
pub(crate) const PIECE: usize = 64 * 1024;

/// The next piece of a reader; `None` at its end.
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

/// The next piece of a reader, through a buffer that grows while it is filled; `None` at the end.
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

/// Why a body couldn't be read while it was sent.
pub(crate) fn unreadable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::BodyBroken, error)
}

/// Why a body couldn't be opened, so that nothing was sent.
#[allow(dead_code, reason = "transports use it, and a crate may have none")]
pub(crate) fn unavailable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::BodyUnavailable, error)
}

/// A content of as many bytes as were announced.
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
        let problem = format!("the body ended {} bytes before its announced end", self.left);
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

/// Several contents, one of them a stream.
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

/// A copy; `Bytes::from_static` has none.
impl From<&[u8]> for Body {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

/// A copy; `Bytes::from_static` has none.
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
