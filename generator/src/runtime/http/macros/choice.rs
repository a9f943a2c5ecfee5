//! Request bodies that can have one of several media types.

/// Defines the enum by which a caller chooses a media type, with one variant for each:
///
/// ```text
/// choice! {
///     /// What `AddPet` takes.
///     pub enum AddPetBody [<'b>] {
///         Json(&'b Pet) = Json("application/json") check(&PET),
///         Form(&'b Pet) = Form("application/x-www-form-urlencoded") encoding(&[property("tags")]) from(),
///         Xml(&'b Pet) = Xml("application/xml") root(&xml::PET) from(),
///         Bytes(Body) = raw("application/octet-stream"),
///         Image(MediaBody) = range("image/*"),
///     }
/// }
/// ```
///
/// The enum implements `From` for the content of each variant; `from()` marks a variant with the same content as an earlier one.
#[doc(hidden)]
#[macro_export]
macro_rules! __choice {
    // The formatter adds a comma after the lifetime if the line is too long.
    ($(#[$meta:meta])* pub enum $type:ident [$(<$lifetime:lifetime>)? $(,)?] $variants:tt) => {
        $crate::runtime::http::macros::choice! { @all [$(<$lifetime>)?] $(#[$meta])* $type $variants }
    };
    (@all $generics:tt $(#[$meta:meta])* $type:ident {
        $(
            $(#[$variant_meta:meta])*
            $variant:ident($of:ty) = $format:ident($media_type:literal $(,)?)
                $(check($check:expr $(,)?))? $(encoding($encoding:expr $(,)?))?
                $(root($xml:expr $(,)?))? $(from($($from:ty)?))?,
        )*
    }) => {
        $crate::runtime::http::macros::choice! { @define $generics $(#[$meta])* $type { $($(#[$variant_meta])* $variant($of),)* } }
        $($crate::runtime::http::macros::choice! { @from $generics $type $variant($of) $(from($($from)?))? })*
        $crate::runtime::http::macros::choice! {
            @put $generics $type {
                $($variant $format($media_type) [$($check)?] [$($encoding)?] [$($xml)?],)*
            }
        }
    };
    (@define [$($generics:tt)*] $(#[$meta:meta])* $type:ident { $($(#[$variant_meta:meta])* $variant:ident($of:ty),)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum $type $($generics)* {
            $($(#[$variant_meta])* $variant($of),)*
        }
    };
    (@from [$($generics:tt)*] $type:ident $variant:ident($of:ty)) => {
        impl $($generics)* ::std::convert::From<$of> for $type $($generics)* {
            #[inline]
            fn from(body: $of) -> Self {
                Self::$variant(body)
            }
        }
    };
    (@from $generics:tt $type:ident $variant:ident($of:ty) from()) => {};
    (@put [$($generics:tt)*] $type:ident { $($variant:ident $format:ident($media_type:literal) $check:tt $encoding:tt $xml:tt,)* }) => {
        impl $($generics)* $crate::runtime::http::Choice for $type $($generics)* {
            #[inline]
            fn put(self, draft: &mut $crate::runtime::http::Draft) {
                match self {
                    $(Self::$variant(body) => {
                        $crate::runtime::http::macros::choice! { @one draft body $format($media_type) $check $encoding $xml }
                    })*
                }
            }
        }
    };
    (@one $draft:ident $body:ident raw($media_type:literal) [] [] []) => {
        $draft.body($media_type, $body)
    };
    (@one $draft:ident $body:ident range($range:literal) [] [] []) => {
        $draft.ranged($range, $body)
    };
    (@one $draft:ident $body:ident $format:ident($media_type:literal) [$($check:expr)?] [$($encoding:expr)?] [$($xml:expr)?]) => {{
        #[allow(unused_imports, reason = "not every form has rows")]
        pub(crate) use $crate::runtime::http::spec::table::*;
        #[allow(clippy::needless_update, reason = "a variant may set every field")]
        let content = const {
            &$crate::runtime::http::BodySpec {
                format: $crate::runtime::http::BodyFormat::$format,
                media_type: $media_type,
                $(check: $check,)?
                $(encoding: $encoding,)?
                $(xml: Some($xml),)?
                ..$crate::runtime::http::BodySpec::JSON
            }
        };
        $draft.encoded(content, $crate::runtime::http::spec::table::Argument::value(&$body));
    }};
}

pub use __choice as choice;
