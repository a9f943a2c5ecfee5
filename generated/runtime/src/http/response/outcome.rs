// Copied from runtime/http/response/outcome.rs of generator 0.1.0; independent of the description.

//! Converts a documented body into a Rust value. It knows the case that matched, but no requests or transports.

#[cfg(feature = "testing")]
use crate::runtime::http::request::form;
use crate::runtime::http::response::similar::is_evident;
use crate::runtime::http::response::unlisted;
use crate::runtime::http::{DecodeOptions, Media, ResponseSpec, xml};
#[cfg(feature = "testing")]
use crate::runtime::json::encode;
use crate::runtime::json::{DecodeError, Schema, Slot, Value, decode, decode_tolerantly};
use bytes::Bytes;
use std::fmt;

/// The value of one or several documented responses.
pub trait Outcome: Sized + Send + Sync + 'static {
    /// Decodes the body of the response that matched `case`.
    ///
    /// # Errors
    /// When the body doesn't match the case.
    fn decode(case: &ResponseSpec, body: &Bytes, reading: &mut DecodeOptions) -> Result<Self, BodyError>;

    /// Decodes the body of an undocumented success as that of `case`, the only documented one. `None` unless the body shows that
    /// it has this type.
    fn decode_similar(case: &ResponseSpec, body: &Bytes) -> Option<Self> {
        let _ = (case, body);
        None
    }

    /// The body of the response that `case` documents, for tests; `None` if the case belongs to another value, or if the feature is on
    /// for the runtime alone, because of another client that shares it.
    #[cfg(feature = "testing")]
    fn encode(&self, _: &ResponseSpec) -> Option<Bytes> {
        None
    }
}

/// Why a body couldn't be decoded.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyError {
    /// The body is not the documented JSON.
    Json(DecodeError),
    /// The body is not the documented XML.
    Xml(DecodeError),
    /// The text is not UTF-8.
    NotUtf8,
    /// The body is empty, but a body is documented.
    Empty,
    /// The type has no variant for the documented response: the generated tables contradict each other.
    Undocumented,
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) | Self::Xml(error) => error.fmt(f),
            Self::NotUtf8 => f.write_str("the text isn't UTF-8"),
            Self::Empty => f.write_str("the body is empty"),
            Self::Undocumented => f.write_str("no type is known for this response"),
        }
    }
}

impl std::error::Error for BodyError {}

impl<T: Schema + Send + Sync + 'static> Outcome for T {
    fn decode(case: &ResponseSpec, body: &Bytes, reading: &mut DecodeOptions) -> Result<Self, BodyError> {
        let mut value = T::placeholder();
        fill(&mut value, case, body, reading).map(|()| value)
    }

    fn decode_similar(case: &ResponseSpec, body: &Bytes) -> Option<Self> {
        let mut value = T::placeholder();
        is_similar(&mut value, case, body).then_some(value)
    }

    #[cfg(feature = "testing")]
    fn encode(&self, case: &ResponseSpec) -> Option<Bytes> {
        let value = self.value();
        let is_nothing = matches!(value, Value::Null | Value::Absent);
        match case.media {
            Media::Empty => is_nothing.then(Bytes::new),
            _ if is_nothing => None,
            Media::Json => Some(encode(value).into()),
            Media::Xml(root) => xml::write(value, root).ok().map(Bytes::from),
            Media::Text | Media::Bytes => Some(form::text(value).into()),
        }
    }
}

/// A value that a body is decoded into. Decoding is compiled once, for all types.
trait Target {
    fn slot(&mut self) -> Slot<'_>;

    fn value(&self) -> Value<'_>;

    /// Sets the value that it had before anything was decoded.
    fn reset(&mut self);
}

impl<T: Schema> Target for T {
    fn slot(&mut self) -> Slot<'_> {
        Schema::slot(self)
    }

    fn value(&self) -> Value<'_> {
        Schema::value(self)
    }

    fn reset(&mut self) {
        *self = T::placeholder();
    }
}

fn fill(
    target: &mut dyn Target,
    case: &ResponseSpec,
    body: &Bytes,
    reading: &mut DecodeOptions,
) -> Result<(), BodyError> {
    match case.media {
        Media::Json if body.is_empty() => Err(BodyError::Empty),
        Media::Json => decode(body, target.slot())
            .or_else(|error| decode_again(body, target, reading).ok_or(error))
            .map_err(BodyError::Json),
        Media::Xml(_) if body.is_empty() => Err(BodyError::Empty),
        Media::Xml(root) => xml::decode(body, root, target.slot())
            .or_else(|error| {
                let json = xml::read(body, root).ok();
                let again = json.and_then(|json| decode_again(json.as_bytes(), target, reading));
                again.ok_or(error)
            })
            .map_err(BodyError::Xml),
        // A response without a body is decoded as `null`, which only options accept.
        Media::Empty => decode(b"null", target.slot()).map_err(|_| BodyError::Empty),
        Media::Text | Media::Bytes => {
            let text = std::str::from_utf8(body).map_err(|_| BodyError::NotUtf8)?;
            decode(
                serde_json::Value::from(text).to_string().as_bytes(),
                target.slot(),
            )
            .map_err(BodyError::Json)
        }
    }?;
    unlisted::report(target.value());
    Ok(())
}

/// Decodes an undocumented body, and returns whether it shows that it has the type of the target.
fn is_similar(target: &mut dyn Target, case: &ResponseSpec, body: &Bytes) -> bool {
    let decoded = fill(target, case, body, &mut DecodeOptions::default());
    decoded.is_ok() && is_evident(target.value())
}

/// Decodes a deviating body if lenient decoding is enabled; `None` if it isn't, or if decoding fails.
#[cold]
fn decode_again(body: &[u8], target: &mut dyn Target, reading: &mut DecodeOptions) -> Option<()> {
    if !reading.is_lenient {
        return None;
    }
    target.reset();
    let absences = decode_tolerantly(body, target.slot()).ok()?;
    reading.absences.extend(absences);
    Some(())
}

impl Outcome for () {
    fn decode(_: &ResponseSpec, _: &Bytes, _: &mut DecodeOptions) -> Result<Self, BodyError> {
        Ok(())
    }

    #[cfg(feature = "testing")]
    fn encode(&self, _: &ResponseSpec) -> Option<Bytes> {
        Some(Bytes::new())
    }
}

impl Outcome for Bytes {
    fn decode(_: &ResponseSpec, body: &Bytes, _: &mut DecodeOptions) -> Result<Self, BodyError> {
        Ok(body.clone())
    }

    #[cfg(feature = "testing")]
    fn encode(&self, case: &ResponseSpec) -> Option<Bytes> {
        (case.media != Media::Empty).then(|| self.clone())
    }
}

/// Implements `Outcome` for an enum with a variant for each documented response: `200 Ok from Thing, 204 NoContent`.
/// The status is a literal, `range(4)` or `default`. `200["text/csv"]` is for that media type only.
///
/// It can also define the enum: `outcome! { pub enum Response { Ok(Thing) = 200, NoContent = 204 } }`, where each row has docs.
#[doc(hidden)]
#[macro_export]
macro_rules! __outcome {
    (pub enum $name:ident {
        $(
            $(#[$variant_meta:meta])*
            $variant:ident $(($body:ty))? = $key:tt $(($class:literal))? $([$($media_type:literal),+ $(,)?])?
        ),+ $(,)?
    }) => {
        /// The documented responses.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant $(($body))?,)+
        }

        $crate::runtime::http::outcome! {
            $name { $($key $(($class))? $([$($media_type),+])? $variant $(from $body)?,)+ }
        }
    };
    ($name:ident {
        $($key:tt $(($class:literal))? $([$($media_type:literal),+ $(,)?])? $variant:ident $(from $body:ty)?),+ $(,)?
    }) => {
        impl $crate::runtime::http::Outcome for $name {
            fn decode(
                case: &$crate::runtime::http::ResponseSpec,
                body: &::bytes::Bytes,
                reading: &mut $crate::runtime::http::DecodeOptions,
            ) -> Result<Self, $crate::runtime::http::BodyError> {
                match (case.status, case.media_type) {
                    $((
                        $crate::runtime::http::outcome!(@status $key $(($class))?),
                        $crate::runtime::http::outcome!(@media $($($media_type),+)?),
                    ) => {
                        $crate::runtime::http::outcome!(@value case body reading $variant $($body)?)
                    })+
                    #[allow(unreachable_patterns, reason = "a `default` variant takes the rest")]
                    _ => Err($crate::runtime::http::BodyError::Undocumented),
                }
            }

            #[cfg(feature = "testing")]
            fn encode(&self, case: &$crate::runtime::http::ResponseSpec) -> Option<::bytes::Bytes> {
                match (self, case.status, case.media_type) {
                    $((
                        $crate::runtime::http::outcome!(@variant body $variant $($body)?),
                        $crate::runtime::http::outcome!(@status $key $(($class))?),
                        $crate::runtime::http::outcome!(@media $($($media_type),+)?),
                    ) => {
                        $crate::runtime::http::outcome!(@encode case body $($body)?)
                    })+
                    _ => None,
                }
            }
        }
    };
    (@variant $inner:ident $variant:ident) => { Self::$variant };
    (@variant $inner:ident $variant:ident $body:ty) => { Self::$variant($inner) };
    (@encode $case:ident $inner:ident) => { Some(::bytes::Bytes::new()) };
    (@encode $case:ident $inner:ident $body:ty) => {
        <$body as $crate::runtime::http::Outcome>::encode($inner, $case)
    };
    (@media) => { _ };
    (@media $($media_type:literal),+) => { $($media_type)|+ };
    (@status default) => { $crate::runtime::http::Status::Default };
    (@status range($class:literal)) => { $crate::runtime::http::Status::Range($class) };
    (@status $code:literal) => { $crate::runtime::http::Status::Code($code) };
    (@value $case:ident $text:ident $reading:ident $variant:ident) => {{
        let _ = $reading;
        Ok(Self::$variant)
    }};
    (@value $case:ident $text:ident $reading:ident $variant:ident $body:ty) => {
        <$body as $crate::runtime::http::Outcome>::decode($case, $text, $reading).map(Self::$variant)
    };
}
pub use __outcome as outcome;
