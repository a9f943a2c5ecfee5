// Copied from runtime/http/macros/webhook.rs of generator 0.1.0; independent of the description.

//! Webhooks: requests that the server sends.

/// Defines the marker type of a webhook:
///
/// ```text
/// webhook! {
///     /// A pet was found.
///     PetFound: "petFound" of types::Pet
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __webhook {
    ($(#[$meta:meta])* $type:ident: $name:literal of $payload:ty $(,)?) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub enum $type {}

        impl $crate::runtime::http::Webhook for $type {
            type Payload = $payload;
            const NAME: &'static str = $name;
        }

        impl $type {
            /// Decodes the payload. It doesn't verify the signature.
            ///
            /// # Errors
            /// When the body is not the documented JSON.
            pub fn parse(
                headers: &::http::HeaderMap,
                body: &[u8],
            ) -> Result<$payload, $crate::runtime::http::WebhookError> {
                $crate::runtime::http::parse_webhook::<Self>(headers, body)
            }
        }
    };
}
pub use __webhook as webhook;
