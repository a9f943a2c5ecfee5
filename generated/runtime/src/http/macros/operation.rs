// Copied from runtime/http/macros/operation.rs of generator 0.1.0; independent of the description.

//! Operations: their tables, and a setter for each optional parameter.

/// Defines the marker type of an operation:
///
/// ```text
/// operation! {
///     ListPets: "listPets" GET "/pets",
///     /// How many at most.
///     0 limit: i64 = query("limit").check(&LIMIT),
///     1 = header("X-Tenant").required(),
///     query = "kind=pets",
///     security = &[&[0]],
///     idempotency_key = "Idempotency-Key",
///     Ok = Vec<Pet>, Err = Problem,
///     stream = Events("text/event-stream") of Pet,
///     pages = cursor("page_token", "$.next_page"), items = "$.items" of Pet,
///     responses = [status(200).json(), range(4).json()],
/// }
/// ```
///
/// A row with a name and a type gets a setter on the call. A row without them is required, or has a setter elsewhere.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    (
        $(#[$meta:meta])* $type:ident: $id:literal $method:ident $path:literal,
        $($(#[$row:meta])* $index:literal $($name:ident: $of:ty)? = $parameter:expr,)*
        $(query = $query:literal,)?
        $(server = $server:literal,)?
        $(security = $security:expr,)?
        $(idempotency_key = $key:literal,)?
        $(writing = $writing:ident,)?
        $(content_type = $content_type:literal,)?
        $(body = $body:expr,)?
        $(encoding = $encoding:expr,)?
        $(xml = $xml:expr,)?
        Ok = $output:ty,
        Err = $error:ty,
        $(stream = $framing:ident($sequence:literal) of $item:ty,)?
        $(pages = $paging:expr, items = $items:literal of $element:ty,)?
        responses = [$($case:expr),* $(,)?] $(,)?
    ) => {
        $(#[$meta])*
        #[doc = concat!("`", stringify!($method), " ", stringify!($path), "`")]
        pub enum $type {}

        impl $crate::runtime::http::Operation for $type {
            type Output = $output;
            type Error = $error;
            #[allow(clippy::needless_update, reason = "an operation may set every field")]
            const SPEC: &'static $crate::runtime::http::Spec = {
                #[allow(unused_imports, reason = "no operation has every kind of row")]
                pub(crate) use $crate::runtime::http::spec::table::*;
                &$crate::runtime::http::Spec {
                    id: $id,
                    method: ::http::Method::$method,
                    path: $path,
                    parameters: &[$($parameter),*],
                    $(query: $query,)?
                    $(server: $server,)?
                    $(security: $security,)?
                    $(idempotency_key: Some($key),)?
                    body: $crate::runtime::http::BodySpec {
                        $(writing: $crate::runtime::http::BodyFormat::$writing,)?
                        $(media_type: $content_type,)?
                        $(check: $body,)?
                        $(encoding: $encoding,)?
                        $(xml: Some($xml),)?
                        ..$crate::runtime::http::BodySpec::JSON
                    },
                    responses: &[$($case),*],
                    ..$crate::runtime::http::Spec::DEFAULT
                }
            };
        }

        $(impl $crate::runtime::http::Streaming for $type {
            type Item = $item;
            const FRAMING: $crate::runtime::http::Framing = $crate::runtime::http::Framing::$framing;
            const MEDIA_TYPE: &'static str = $sequence;
        })?

        $(impl $crate::runtime::http::Paged for $type {
            type Element = $element;
            const PAGING: &'static $crate::runtime::http::Paging = {
                #[allow(unused_imports, reason = "each kind of pagination uses another function")]
                pub(crate) use $crate::runtime::http::spec::table::*;
                &$paging.items($items)
            };
        })?

        $crate::runtime::http::macros::parameters! { $type [] $($(#[$row])* $index $($name: $of)?,)* }
    };
}

/// The setters of an operation's optional parameters, collected row by row; nothing if there are none. `Call` is taken from
/// the scope of the caller.
#[doc(hidden)]
#[macro_export]
macro_rules! __parameters {
    ($type:ident []) => {};
    ($type:ident [$($setters:tt)+]) => {
        impl<M: $crate::runtime::http::Mode> Call<$type, M> {
            $($setters)+
        }
    };
    ($type:ident [$($setters:tt)*] $index:literal, $($rows:tt)*) => {
        $crate::runtime::http::macros::parameters! { $type [$($setters)*] $($rows)* }
    };
    ($type:ident [$($setters:tt)*] $(#[$row:meta])* $index:literal $name:ident: $of:ty, $($rows:tt)*) => {
        $crate::runtime::http::macros::parameters! {
            $type [
                $($setters)*
                $(#[$row])*
                #[allow(bindings_with_variant_name)] // A name in a script without letter case may equal a variant's.
                #[inline]
                pub fn $name(self, $name: $of) -> Self {
                    self.parameter($index, $crate::runtime::http::spec::table::Argument::value(&$name))
                }
            ] $($rows)*
        }
    };
}

pub use {__operation as operation, __parameters as parameters};
