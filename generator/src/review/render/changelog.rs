//! An entry of a changelog for users of the crate. Source of the format: Keep a Changelog 1.1.0.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::verdict::Version;
use super::super::{Change, Effect, Rule, Rust, Silent};
use super::data::Data;
use super::safe::{prose, value};
use super::summary::{CLIENT_ADDED, CLIENT_REMOVED};
use super::totals::not_compared;
use super::{Compared, Entry, Outcome, words};

/// The sections, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Added,
    Changed,
    Deprecated,
    Removed,
    Fixed,
    Security,
}

/// The entry: what a user of the crate sees. With `is_named`, it begins with the name of the package.
pub fn changelog(data: &Data<'_>, is_named: bool) -> String {
    let package = value(data.report.package);
    match &data.report.outcome {
        Outcome::Compared(compared) => {
            let name = match is_named {
                true => format!("<!-- {package} -->\n"),
                false => String::new(),
            };
            name + &entry(data, compared)
        }
        Outcome::NotCompared(reasons) => format!("{package}: not compared: {}\n", value(&reasons.join("; "))),
        Outcome::ClientAdded => format!("{package}: {CLIENT_ADDED}\n"),
        Outcome::ClientRemoved => format!("{package}: {CLIENT_REMOVED}\n"),
    }
}

fn entry(data: &Data<'_>, compared: &Compared<'_>) -> String {
    let version = match data.crate_version {
        Some(version) => Version::parse(version.new)
            .filter(|new| *new >= version.least)
            .map_or_else(|| version.least.to_string(), |_| value(version.new)),
        None => "Unreleased".to_owned(),
    };
    let mut out = format!("## [{version}]\n");
    let mut sections: BTreeMap<Section, Vec<String>> = BTreeMap::new();
    for entry in &compared.entries {
        if let Some(line) = line(entry) {
            sections.entry(section(entry.change)).or_default().push(line);
        }
    }
    if let Some(words) = not_compared(&compared.review.left_out) {
        let _ = writeln!(out, "\n<!-- not compared: {} -->", words.replace("--", "- -"));
    }
    if sections.is_empty() {
        out.push_str("\nNothing changes for code that uses the crate.\n");
    }
    for (section, lines) in sections {
        let _ = writeln!(out, "\n### {section:?}\n\n{}", lines.join("\n"));
    }
    out
}

/// What a user of the crate sees of a change; `None` if that is nothing.
fn line(entry: &Entry<'_>) -> Option<String> {
    let change = entry.change;
    let mut facts = Vec::new();
    match change.silent {
        Silent::Sent => facts.push("Code compiles as before and sends something else.".to_owned()),
        Silent::Read => facts.push("Code compiles as before and reads something else.".to_owned()),
        Silent::No => {}
    }
    if change.rust > Rust::Patch && !entry.surface.is_empty() {
        let lines = words::rust(entry, words::Reader::User).join("; ");
        facts.push(format!("In Rust: {lines}."));
    }
    match change.old_clients {
        Effect::Break if !is_correction(change) => {
            facts.push("Clients of earlier versions fail against the new server.".to_owned());
        }
        Effect::Unknown => {
            facts.push("Clients of earlier versions may fail against the new server.".to_owned());
        }
        Effect::Break | Effect::Caution | Effect::None => {}
    }
    let is_breaking = change.rust == Rust::Major || change.silent == Silent::Sent;
    let is_seen = !facts.is_empty() || change.rust > Rust::Patch || change.rule == Rule::Deprecated;
    let breaking = if is_breaking { "**Breaking:** " } else { "" };
    let mut text = format!("- {breaking}{}.", capital(&prose(&change.message)));
    for fact in facts {
        let _ = write!(text, " {fact}");
    }
    is_seen.then_some(text)
}

/// The sentence with a capital letter, where it begins with a letter.
fn capital(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

fn is_correction(change: &Change) -> bool {
    change
        .accepted
        .as_ref()
        .is_some_and(|accepted| accepted.correction)
}

/// The section of a change. A correction of the description is a fix.
fn section(change: &Change) -> Section {
    if is_correction(change) {
        return Section::Fixed;
    }
    match change.rule {
        Rule::OperationAdded
        | Rule::ParameterAdded
        | Rule::RequiredParameterAdded
        | Rule::BodyAdded
        | Rule::BodyMediaTypeAdded
        | Rule::PropertyAdded
        | Rule::RequiredPropertyAdded
        | Rule::TypeAdded
        | Rule::EnumValueAdded
        | Rule::VariantAdded
        | Rule::SuccessAdded
        | Rule::ErrorAdded
        | Rule::HeaderAdded
        | Rule::WebhookAdded => Section::Added,
        Rule::OperationRemoved
        | Rule::ParameterRemoved
        | Rule::RequiredParameterRemoved
        | Rule::BodyRemoved
        | Rule::BodyMediaTypeRemoved
        | Rule::PropertyRemoved
        | Rule::RequiredPropertyRemoved
        | Rule::TypeRemoved
        | Rule::EnumValueRemoved
        | Rule::VariantRemoved
        | Rule::SuccessRemoved
        | Rule::ErrorRemoved
        | Rule::HeaderRemoved
        | Rule::WebhookRemoved => Section::Removed,
        Rule::Deprecated => Section::Deprecated,
        Rule::SecurityChanged
        | Rule::SchemeAdded
        | Rule::SchemeRemoved
        | Rule::SchemeChanged
        | Rule::SecretChanged
        | Rule::SignatureChanged => Section::Security,
        Rule::PathChanged
        | Rule::MethodChanged
        | Rule::PathParameterRenamed
        | Rule::OperationIdChanged
        | Rule::TagChanged
        | Rule::MethodRenamed
        | Rule::DeprecationRemoved
        | Rule::DefaultServerChanged
        | Rule::ServersChanged
        | Rule::OperationServerChanged
        | Rule::IdempotencyChanged
        | Rule::FixedQueryChanged
        | Rule::ParameterMoved
        | Rule::ParameterStyleChanged
        | Rule::ArgumentOrder
        | Rule::EncodingChanged
        | Rule::BecameRequired
        | Rule::BecameOptional
        | Rule::BecameNullable
        | Rule::NoLongerNullable
        | Rule::BecameReadOnly
        | Rule::NoLongerReadOnly
        | Rule::BecameWriteOnly
        | Rule::NoLongerWriteOnly
        | Rule::ConstantChanged
        | Rule::AdditionalPropertiesChanged
        | Rule::DefaultChanged
        | Rule::FormatChanged
        | Rule::TypeChanged
        | Rule::TypeWidened
        | Rule::TypeNarrowed
        | Rule::TypeRespelled
        | Rule::TypeRenamed
        | Rule::MemberRenamed
        | Rule::DirectionChanged
        | Rule::TraitsChanged
        | Rule::EvidenceChanged
        | Rule::ConstraintTightened
        | Rule::ConstraintLoosened
        | Rule::ConstraintChanged
        | Rule::ConstraintRespelled
        | Rule::PatternStricter
        | Rule::PatternLooser
        | Rule::PatternChanged
        | Rule::ResponseMediaTypeChanged
        | Rule::ResponseBodyChanged
        | Rule::HeaderChanged
        | Rule::StreamChanged
        | Rule::PagingChanged
        | Rule::XmlChanged
        | Rule::TokenSourceChanged
        | Rule::MediaTypeOrder
        | Rule::InfoChanged => Section::Changed,
    }
}
