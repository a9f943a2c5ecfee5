// Copied from runtime/http/macros/webhook.rs of generator 0.1.0; not from the description.

//! Webhooks: what the server sends on its own.

/// Defines what stands for a webhook:
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
            /// Reads what came; whether it came from the server is for its signature to say.
            ///
            /// # Errors
            /// When it is something else.
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
