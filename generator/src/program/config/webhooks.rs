//! Parses `[client.webhooks]`: the signatures of webhooks.

use generator::Signature;
use serde::{Deserialize, Deserializer, de};

/// The table `[client.webhooks]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Webhooks {
    #[serde(default, deserialize_with = "signature")]
    pub(crate) signature: Option<Signature>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    header: String,
    #[serde(default)]
    algorithm: Algorithm,
    #[serde(default)]
    encoding: Encoding,
    #[serde(default)]
    prefix: String,
    timestamp: Option<Timestamp>,
}

#[derive(Default, Deserialize)]
enum Algorithm {
    #[default]
    #[serde(rename = "hmac-sha256")]
    HmacSha256,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Encoding {
    #[default]
    Hex,
    Base64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Timestamp {
    header: String,
    /// Seconds.
    tolerance: u64,
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
