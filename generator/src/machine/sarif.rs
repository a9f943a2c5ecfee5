//! SARIF 2.1.0: the parts of the format that reports use. `R` are the properties of rules, `P` those of results.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

/// How many results a log has at most; GitHub shows no more.
pub(crate) const MOST: usize = 5_000;

/// The log as indented JSON.
pub(crate) fn log<R: Serialize, P: Serialize>(runs: Vec<Run<R, P>>) -> String {
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs,
    };
    // Only a map with keys that are not strings fails, and there is none.
    let text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text + "\n"
}

#[derive(Serialize)]
struct Log<R, P> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Run<R, P>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Run<R, P> {
    pub(crate) column_kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) automation_details: Option<Details>,
    pub(crate) tool: Tool<R>,
    pub(crate) original_uri_base_ids: BTreeMap<&'static str, Base>,
    pub(crate) invocations: [Invocation; 1],
    /// Absent where nothing was examined: an empty list would mean that nothing was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) results: Option<Vec<SarifResult<P>>>,
}

/// Names the run, so that code scanning keeps several apart.
#[derive(Serialize)]
pub(crate) struct Details {
    pub(crate) id: String,
}

#[derive(Serialize)]
pub(crate) struct Tool<R> {
    pub(crate) driver: Driver<R>,
}

#[derive(Serialize)]
pub(crate) struct Driver<R> {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) rules: Vec<Descriptor<R>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Descriptor<R> {
    pub(crate) id: &'static str,
    pub(crate) short_description: Text,
    pub(crate) help: Help,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) properties: Option<R>,
}

/// The page of a rule, which is Markdown.
#[derive(Serialize)]
pub(crate) struct Help {
    pub(crate) text: &'static str,
    pub(crate) markdown: &'static str,
}

#[derive(Serialize)]
pub(crate) struct Text {
    pub(crate) text: String,
}

#[derive(Serialize)]
pub(crate) struct Base {
    pub(crate) description: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invocation {
    pub(crate) execution_successful: bool,
    pub(crate) exit_code: u8,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
pub(crate) struct Notification {
    pub(crate) level: &'static str,
    pub(crate) message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SarifResult<P> {
    pub(crate) rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rule_index: Option<usize>,
    pub(crate) level: &'static str,
    pub(crate) message: Text,
    pub(crate) locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) suppressions: Vec<Suppression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) properties: Option<P>,
}

#[derive(Serialize)]
pub(crate) struct Suppression {
    pub(crate) kind: &'static str,
    pub(crate) justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Location {
    pub(crate) physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Physical {
    pub(crate) artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Artifact {
    pub(crate) uri: String,
    pub(crate) uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Region {
    pub(crate) start_line: usize,
    pub(crate) start_column: usize,
}

/// What a path contains unescaped.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The path of a link: everything but unreserved characters and `/` in percent escapes.
pub(crate) fn path(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// In messages of SARIF, `[text](target)` is a link.
pub(crate) fn without_links(text: &str) -> String {
    text.replace("](", "] (")
}
