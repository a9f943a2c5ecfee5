// Copied from runtime/format/url.rs of generator 0.1.0; independent of the description.

//! The type of the crate `url`, as the type of fields, and conversions to and from it. It is written as the URL Standard does:
//! `https://example.com` becomes `https://example.com/`.

use ::url::{ParseError, Url};

use crate::runtime::format::{conversions, library};

pub use ::url::Url as Uri;

conversions! {
    Uri = Url, ParseError;
}

library! {
    Uri = Url, blank();
}

/// `data:`, which is the value until it is decoded.
fn blank() -> Url {
    loop {
        if let Ok(blank) = Url::parse("data:") {
            return blank;
        }
    }
}
