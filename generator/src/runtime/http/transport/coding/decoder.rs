//! A body that is decoded piece by piece, in bounded memory.

use crate::runtime::http::{BlockingChunks, Chunks, TransportError, TransportErrorKind};
use bytes::{Buf, Bytes};
#[cfg(feature = "brotli")]
use compression_codecs::BrotliDecoder;
use compression_codecs::DecodeV2;
#[cfg(feature = "gzip")]
use compression_codecs::GzipDecoder;
use compression_codecs::core::util::{PartialBuffer, WriteBuffer};
#[cfg(feature = "zstd")]
use compression_codecs::{ZstdDecoder, zstd::params::DParameter};
use std::io;
use std::task::{Context, Poll};

/// The size of a decoded piece, in bytes.
const PIECE: usize = 32 * 1024;

/// A coding, and the state of its decoder.
pub(super) enum Coding {
    #[cfg(feature = "brotli")]
    Brotli(BrotliDecoder),
    #[cfg(feature = "gzip")]
    Gzip(GzipDecoder),
    #[cfg(feature = "zstd")]
    Zstd(ZstdDecoder),
}

impl Coding {
    /// The coding with this name in `Content-Encoding`, whose case doesn't matter.
    pub(super) fn named(name: &str) -> Option<Self> {
        #[cfg(feature = "brotli")]
        if name.eq_ignore_ascii_case("br") {
            return Some(Self::Brotli(BrotliDecoder::new()));
        }
        #[cfg(feature = "gzip")]
        if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") {
            return Some(Self::Gzip(GzipDecoder::new()));
        }
        #[cfg(feature = "zstd")]
        if name.eq_ignore_ascii_case("zstd") {
            // 8 MiB, which is the largest window in HTTP (RFC 9659).
            let window = DParameter::window_log_max(23);
            return Some(Self::Zstd(ZstdDecoder::new_with_params(&[window])));
        }
        None
    }

    fn decoder(&mut self) -> &mut dyn DecodeV2 {
        match self {
            #[cfg(feature = "brotli")]
            Self::Brotli(decoder) => decoder,
            #[cfg(feature = "gzip")]
            Self::Gzip(decoder) => decoder,
            #[cfg(feature = "zstd")]
            Self::Zstd(decoder) => decoder,
        }
    }

    /// Decodes what the decoder still holds; true at the end.
    fn drain(&mut self, output: &mut WriteBuffer<'_>) -> io::Result<bool> {
        match self {
            // Only its footer, which is input, ends it.
            #[cfg(feature = "gzip")]
            Self::Gzip(decoder) => decoder.flush(output).map(|_| false),
            #[cfg(feature = "brotli")]
            Self::Brotli(decoder) => DecodeV2::decode(decoder, &mut PartialBuffer::new(&[]), output),
            #[cfg(feature = "zstd")]
            Self::Zstd(decoder) => decoder.decode(&mut PartialBuffer::new(&[]), output),
        }
    }

    /// Whether another member may follow (RFC 1952 and RFC 8878).
    fn has_members(&self) -> bool {
        match self {
            #[cfg(feature = "brotli")]
            Self::Brotli(_) => false,
            #[cfg(feature = "gzip")]
            Self::Gzip(_) => true,
            #[cfg(feature = "zstd")]
            Self::Zstd(_) => true,
        }
    }
}

/// A body that is decoded while it is read.
pub(super) struct Decoder<C> {
    body: C,
    coding: Coding,
    /// What was received and is not decoded yet.
    input: Bytes,
    /// Reused for each piece, since most are much smaller.
    output: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Nothing was received. A response without a body stays so.
    Empty,
    /// Inside a member.
    Inside,
    /// The last piece was full, so the decoder may hold more.
    Full,
    /// At the end of a member.
    Complete,
    /// The end was reported.
    Over,
}

impl<C> Decoder<C> {
    pub(super) fn new(body: C, coding: Coding) -> Self {
        Self {
            body,
            coding,
            input: Bytes::new(),
            output: vec![0; PIECE],
            state: State::Empty,
        }
    }

    /// The next piece of what was received; `None` if more is needed.
    fn piece(&mut self) -> io::Result<Option<Bytes>> {
        while !self.input.is_empty() || self.state == State::Full {
            if self.state == State::Complete {
                self.next_member()?;
            }
            let before = self.input.len();
            let piece = self.step()?;
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
            if before == self.input.len() && self.state == State::Inside && before > 0 {
                return Err(invalid("the compressed body can't be decoded"));
            }
        }
        Ok(None)
    }

    fn next_member(&mut self) -> io::Result<()> {
        match self.coding.has_members() {
            true => self.coding.decoder().reinit(),
            false => Err(invalid("the compressed body continues after its end")),
        }
    }

    fn step(&mut self) -> io::Result<Bytes> {
        let mut input = PartialBuffer::new(&*self.input);
        let mut output = WriteBuffer::new_initialized(&mut self.output);
        let is_complete = match self.input.is_empty() {
            true => self.coding.drain(&mut output)?,
            false => self.coding.decoder().decode(&mut input, &mut output)?,
        };
        self.state = match (is_complete, output.has_no_spare_space()) {
            (true, _) => State::Complete,
            (false, true) => State::Full,
            (false, false) => State::Inside,
        };
        let piece = Bytes::copy_from_slice(output.written());
        let consumed = input.written_len();
        self.input.advance(consumed);
        Ok(piece)
    }

    fn received(&mut self, piece: Bytes) {
        if self.state == State::Empty && !piece.is_empty() {
            self.state = State::Inside;
        }
        self.input = piece;
    }

    /// The end of what was received.
    fn end(&mut self) -> Result<(), TransportError> {
        match std::mem::replace(&mut self.state, State::Over) {
            State::Empty | State::Complete | State::Over => Ok(()),
            State::Inside | State::Full => Err(broken(invalid("the compressed body ended early"))),
        }
    }
}

impl Chunks for Decoder<Box<dyn Chunks>> {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            if let Some(piece) = self.piece().transpose() {
                return Poll::Ready(Some(piece.map_err(broken)));
            }
            match self.body.poll_next(context) {
                Poll::Ready(Some(Ok(piece))) => self.received(piece),
                Poll::Ready(None) => return Poll::Ready(self.end().err().map(Err)),
                other @ (Poll::Ready(Some(Err(_))) | Poll::Pending) => return other,
            }
        }
    }
}

impl BlockingChunks for Decoder<Box<dyn BlockingChunks>> {
    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            if let Some(piece) = self.piece().map_err(broken)? {
                return Ok(Some(piece));
            }
            match self.body.next()? {
                Some(piece) => self.received(piece),
                None => return self.end().map(|()| None),
            }
        }
    }
}

fn invalid(problem: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

fn broken(error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Exchange, error)
}
