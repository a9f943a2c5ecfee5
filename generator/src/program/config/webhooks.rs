//! Parses `[client.webhooks]`: the signatures of webhooks.

use generator::Signature;
use serde::{Deserialize, Deserializer, de};

use super::table::{Described, Shape, options};

options! {
    /// The table `[client.webhooks]`.
    #[derive(Clone, Debug, Default)]
    pub(crate) struct Webhooks {
        /// The signature of each webhook
        pub(crate) signature: Option<Signature> = "signature" or "Default::default" from "signature" as Entry,
    }
}

options! {
    struct Entry {
        /// The header that contains it
        header: String = "header",
        /// How it is computed
        algorithm: Algorithm = "algorithm" or "Default::default" from "super::parsed",
        /// How its bytes are written; `hex` by default
        encoding: Encoding = "encoding" or "Default::default" from "super::parsed",
        /// The text before it
        prefix: String = "prefix" or "Default::default",
        /// The time that is signed with the body
        timestamp: Option<Timestamp> = "timestamp" or "Default::default",
    }
}

#[derive(Default)]
enum Algorithm {
    #[default]
    HmacSha256,
}

generator::listed_words!(Algorithm, "algorithm": HmacSha256 = "hmac-sha256");

#[derive(Default)]
enum Encoding {
    #[default]
    Hex,
    Base64,
}

generator::listed_words!(Encoding, "encoding": Hex = "hex", Base64 = "base64");

impl Described for Algorithm {
    fn shape() -> Shape {
        Shape::Words(Self::WORDS.to_vec())
    }
}

impl Described for Encoding {
    fn shape() -> Shape {
        Shape::Words(Self::WORDS.to_vec())
    }
}

options! {
    struct Timestamp {
        /// The header that contains it
        header: String = "header",
        /// The greatest accepted age, in seconds
        tolerance: u64 = "tolerance",
    }
}

fn signature<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Signature>, D::Error> {
    let Entry {
        header,
        algorithm: Algorithm::HmacSha256,
        encoding,
        prefix,
        timestamp,
    } = Entry::deserialize(deserializer)?;
    if header.is_empty() {
        return Err(de::Error::custom("the header of the signature has no name"));
    }
    Ok(Some(Signature {
        header,
        prefix,
        base64: matches!(encoding, Encoding::Base64),
        timestamp: timestamp.map(|timestamp| (timestamp.header, timestamp.tolerance)),
    }))
}
