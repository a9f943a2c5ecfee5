// Copied from runtime/http/macros/operation.rs of generator 0.1.0; independent of the description.

//! Operations: their tables, and a setter for each optional parameter.

/// Defines the marker type of an operation:
///
/// ```text
/// operation! {
///     ListPets: "listPets" GET "/pets",
///     .x_tenant = header("X-Tenant").required(),
///     /// How many at most.
///     .limit: i64 = query("limit").check(&LIMIT),
///     .tags: str as texts = query("tags"),
///     .kind: Kind as listed = query("kind"),
///     .parents: PetId as list = query("parents"),
///     query = "kind=pets",
///     security = &[&[scheme::bearer_token]],
///     idempotency_key = "Idempotency-Key",
///     Ok = Vec<Pet>, Err = Problem,
///     stream = Events("text/event-stream") of Pet,
///     pages = cursor("page_token", "$.next_page"), items = "$.items" of Pet,
///     responses = [status(200).json(), range(4).json()],
/// }
/// ```
///
/// A row with a type gets a setter on the call, which takes the type, any list of it (`as list`), any list of what can be
/// borrowed as it (`as texts`), a value of an open enum or its text (`as listed`), or a list of these (`as listed_items`). A row
/// without a type is a required parameter. The page of the operation documents the setters, because the page of `Call` would
/// list those of every operation: rustdoc hides them there, and editors still complete them.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    (
        $(#[$meta:meta])* $type:ident: $id:literal $method:tt $path:literal,
        $(
            $(#[doc = $doc:literal])*
            $(#[deprecated $($deprecated:tt)*])?
            .$name:ident $(: $of:ty $(as $form:ident)?)? = $parameter:expr,
        )*
        $(query = $query:literal,)?
        $(server = $server:literal,)?
        $(security = $security:expr,)?
        $(idempotency_key = $key:literal,)?
        $(format = $format:ident,)?
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
        #[doc = concat!("`", $crate::runtime::http::macros::method!($method), " ", stringify!($path), "`")]
        $(#[$meta])*
        $(
            $(#[cfg_attr(doc, doc = $crate::runtime::http::macros::setter_docs!($name: $of $(as $form)?))])?
            $(#[cfg_attr(doc, doc = $doc)])*
        )*
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
                    method: $crate::runtime::http::macros::method!($method),
                    path: $path,
                    parameters: &[$($parameter),*],
                    $(query: $query,)?
                    $(server: $server,)?
                    $(security: $security,)?
                    $(idempotency_key: Some($key),)?
                    body: $crate::runtime::http::BodySpec {
                        $(format: $crate::runtime::http::BodyFormat::$format,)?
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
            const PAGINATION: &'static $crate::runtime::http::Pagination = {
                #[allow(unused_imports, reason = "each kind of pagination uses another function")]
                pub(crate) use $crate::runtime::http::spec::table::*;
                &$paging.items($items)
            };
        })?

        $crate::runtime::http::macros::setters! {
            [$($(: $of)?)*] $type
            $([$(#[doc = $doc])* $(#[deprecated $($deprecated)*])?] $name $(: $of $(as $form)?)?,)*
        }
    };
}

/// The setters of an operation's optional parameters; nothing if there are none. `Call` is taken from the scope of the caller.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ([] $($rest:tt)*) => {};
    ([$($typed:tt)+] $type:ident $([$($attributes:tt)*] $name:ident $(: $of:ty $(as $form:ident)?)?,)*) => {
        const _: () = {
            /// The rows of the table, by which setters name theirs.
            #[allow(dead_code, non_camel_case_types, reason = "they are named as the setters")]
            enum __Parameter {
                $($name,)*
            }

            #[cfg_attr(doc, doc(hidden))]
            impl<M: $crate::runtime::http::Mode> Call<$type, M> {
                $($crate::runtime::http::macros::setter! { [$($attributes)*] $name $(: $of $(as $form)?)? })*
            }
        };
    };
}

/// The setter of a row; nothing for a row without a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __setter {
    ([] $name:ident) => {};
    ([$(#[$attribute:meta])*] $name:ident: $of:ty) => {
        $(#[$attribute])*
        #[allow(bindings_with_variant_name)] // A name in a script without letter case may equal a variant's.
        #[inline]
        pub fn $name(self, $name: $of) -> Self {
            self.parameter(
                __Parameter::$name as usize,
                $crate::runtime::http::spec::table::Argument::value(&$name),
            )
        }
    };
    ([$(#[$attribute:meta])*] $name:ident: $of:ty as list) => {
        $(#[$attribute])*
        #[allow(bindings_with_variant_name)]
        pub fn $name(self, $name: impl IntoIterator<Item = impl Into<$of>>) -> Self {
            let $name: Vec<$of> = $name.into_iter().map(Into::into).collect();
            self.parameter(
                __Parameter::$name as usize,
                $crate::runtime::json::Schema::value(&$name),
            )
        }
    };
    ([$(#[$attribute:meta])*] $name:ident: $of:ty as listed) => {
        $(#[$attribute])*
        #[allow(bindings_with_variant_name)]
        pub fn $name(self, $name: impl $crate::runtime::http::IntoListed<$of>) -> Self {
            let $name = $crate::runtime::http::Listed::<$of>::of($name);
            self.parameter(__Parameter::$name as usize, $name.value())
        }
    };
    ([$(#[$attribute:meta])*] $name:ident: $of:ty as listed_items) => {
        $(#[$attribute])*
        #[allow(bindings_with_variant_name)]
        pub fn $name(self, $name: impl IntoIterator<Item = impl $crate::runtime::http::IntoListed<$of>>) -> Self {
            let $name = $crate::runtime::http::ListedItems::<$of>::of($name);
            self.parameter(__Parameter::$name as usize, $name.value())
        }
    };
    ([$(#[$attribute:meta])*] $name:ident: $of:ty as texts) => {
        $(#[$attribute])*
        #[allow(bindings_with_variant_name)]
        pub fn $name(self, $name: impl IntoIterator<Item = impl AsRef<$of>>) -> Self {
            let $name = $crate::runtime::http::Texts::of($name);
            self.parameter(__Parameter::$name as usize, $name.value())
        }
    };
}

/// The method of an operation: a word, or a text if it is no identifier.
#[doc(hidden)]
#[macro_export]
macro_rules! __method {
    ($method:ident) => {
        stringify!($method)
    };
    ($method:literal) => {
        $method
    };
}

/// The heading of a setter on the page of its operation.
#[doc(hidden)]
#[macro_export]
macro_rules! __setter_docs {
    ($name:ident: $of:ty) => {
        $crate::runtime::http::macros::setter_docs! { $name, stringify!($of) }
    };
    ($name:ident: $of:ty as list) => {
        $crate::runtime::http::macros::setter_docs! { $name, "impl IntoIterator<Item = impl Into<", stringify!($of), ">>" }
    };
    ($name:ident: $of:ty as listed) => {
        $crate::runtime::http::macros::setter_docs! { $name, "impl IntoListed<", stringify!($of), ">" }
    };
    ($name:ident: $of:ty as listed_items) => {
        $crate::runtime::http::macros::setter_docs! { $name, "impl IntoIterator<Item = impl IntoListed<", stringify!($of), ">>" }
    };
    ($name:ident: $of:ty as texts) => {
        $crate::runtime::http::macros::setter_docs! { $name, "impl IntoIterator<Item = impl AsRef<", stringify!($of), ">>" }
    };
    ($name:ident, $($of:expr),+) => {
        concat!(
            "\n# Parameter `", stringify!($name), "`\n`call.", stringify!($name), "(", stringify!($name), ": ", $($of),+, ")`\n\n",
        )
    };
}

pub use {
    __method as method, __operation as operation, __setter as setter, __setter_docs as setter_docs,
    __setters as setters,
};
