//! Faults: diagnostics about parts of a description that can't be read as they are. `generate` goes on without such a part; a
//! comparison would show the part that is left out as a change of the API, so it doesn't.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Outcome, Severity};
use crate::dialect::is_documentation;
use crate::review::Slips;

/// The parts of a description without which there is nothing to compare.
const PARTS: [&str; 3] = ["paths", "webhooks", "components"];

/// Makes errors of the faults for which the sides can't be compared: each that only the new side has, and each of either side
/// about a whole part of the description. The result is whether there is such a part.
pub(crate) fn refuse(old: &mut Diagnostics, new: &mut Diagnostics) -> bool {
    let has_part = |side: &Diagnostics| side.iter().any(|found| is_fault(found) && is_part(found));
    let is_unreadable = has_part(old) || has_part(new);
    let mut known: BTreeMap<(Code, String), usize> = BTreeMap::new();
    for fault in old.iter().filter(|found| is_fault(found)) {
        let count = known.entry((fault.code, fault.message.clone())).or_default();
        *count = count.saturating_add(1);
    }
    old.refuse("nothing is compared", |found| is_fault(found) && is_part(found));
    new.refuse(
        "the old description has no such fault, so nothing is compared",
        |found| {
            if !is_fault(found) {
                return false;
            }
            match known.get_mut(&(found.code, found.message.clone())) {
                Some(count) if *count > 0 => {
                    *count = count.saturating_sub(1);
                    is_part(found)
                }
                Some(_) | None => true,
            }
        },
    );
    is_unreadable
}

/// The places that nothing is generated from, as diagnostics report.
pub(crate) fn slips(diagnostics: &Diagnostics) -> Slips {
    let mut slips = Slips {
        sources: diagnostics.sources().clone(),
        ..Slips::default()
    };
    for found in diagnostics.iter() {
        let fragment = found.at.fragment().to_owned();
        let is_lost = found.outcome != Outcome::ReadAsMeant;
        if is_unreadable(found.code) && is_lost {
            slips.unread.insert(fragment);
        } else if is_lost || matches!(found.code, Code::IgnoredKeyword | Code::Lossy) {
            slips.without_effect.insert(fragment);
        }
    }
    slips
}

/// Whether a diagnostic is about a part that the client would have, had it been written correctly.
fn is_fault(found: &Diagnostic) -> bool {
    found.severity != Severity::Note && is_unreadable(found.code) && !is_documentation(&found.at)
}

/// Whether a code is for values that the specification does not allow, in contrast to what the generator does not support.
fn is_unreadable(code: Code) -> bool {
    match code {
        Code::WrongType
        | Code::MissingField
        | Code::DanglingReference
        | Code::CyclicReference
        | Code::ExternalReference
        | Code::InvalidEnum
        | Code::InvalidName => true,
        Code::Syntax
        | Code::DuplicateKey
        | Code::TooDeep
        | Code::TooLarge
        | Code::UnsupportedVersion
        | Code::UnknownKey
        | Code::UnsupportedKeyword
        | Code::IgnoredKeyword
        | Code::InvalidPattern
        | Code::PatternNotEnforced
        | Code::NameCollision
        | Code::DuplicateOperationId
        | Code::ConflictingAllOf
        | Code::AmbiguousUnion
        | Code::DuplicateParameter
        | Code::UnsupportedParameter
        | Code::UnsupportedSecurity
        | Code::InvalidPathTemplate
        | Code::PathWithQuery
        | Code::InvalidConstraint
        | Code::LeftToType
        | Code::Underivable
        | Code::InvalidDefault
        | Code::NumberPrecision
        | Code::InvalidLock
        | Code::InvalidOverlay
        | Code::UnmatchedTarget
        | Code::InvalidOverride
        | Code::InferredPagination
        | Code::Internal
        | Code::UntypedXml
        | Code::UnusedSelection
        | Code::UnusedAllow
        | Code::UnusableAddress
        | Code::Lossy => false,
    }
}

fn is_part(found: &Diagnostic) -> bool {
    let mut tokens = found.at.tokens();
    let first = tokens.next();
    tokens.next().is_none() && first.is_some_and(|first| PARTS.contains(&first.as_ref()))
}

#[cfg(test)]
mod tests {
    use crate::{Input, Options, review};

    const HEAD: &str = "openapi: 3.0.3\ninfo: {title: Api, version: '1'}\n";

    /// A description whose only response has this schema.
    fn with(schema: &str) -> String {
        format!(
            "{HEAD}paths: {{/a: {{get: {{operationId: a, responses: {{'200': {{description: ok, content: \
             {{application/json: {{schema: {schema}}}}}}}}}}}}}}}\n"
        )
    }

    /// Whether the two are compared, and the errors of both.
    fn compared(old: &str, new: &str) -> (bool, String) {
        let input = |name: &str, text: &str| Input {
            name: name.to_owned(),
            text: text.to_owned(),
            lock: None,
            options: Options {
                package: "api".to_owned(),
                ..Options::default()
            },
        };
        let comparison = review(&input("old", old), &input("new", new));
        let printed = format!("{}{}", comparison.old, comparison.new);
        (comparison.review.is_some(), printed)
    }

    #[test]
    fn a_fault_of_the_new_side_alone_is_not_compared() {
        for schema in [
            "{type: strnig}",
            "{$ref: 'gone.yaml#/A'}",
            "{$ref: '#/components/schemas/Gone'}",
            "{type: object, properties: {a: {type: [1]}}}",
            "{type: string, enum: []}",
        ] {
            let (is_compared, printed) = compared(&with("{type: string}"), &with(schema));
            assert!(!is_compared, "{schema}: {printed}");
            assert!(printed.contains("so nothing is compared"), "{schema}: {printed}");
        }
    }

    #[test]
    fn a_fault_of_both_sides_and_one_that_is_corrected_are_compared() {
        let (broken, right) = (with("{type: strnig}"), with("{type: string}"));
        for (old, new) in [(&broken, &broken), (&broken, &right)] {
            let (is_compared, printed) = compared(old, new);
            assert!(is_compared, "{printed}");
        }
        let twice = with("{type: object, properties: {a: {type: strnig}, b: {type: strnig}}}");
        assert!(!compared(&broken, &twice).0, "a second fault of one kind is new");
    }

    #[test]
    fn a_fault_in_documentation_is_compared() {
        let (right, broken) = (with("{type: string}"), with("{type: string, externalDocs: null}"));
        let (is_compared, printed) = compared(&right, &broken);
        assert!(is_compared, "{printed}");
        let property = with("{type: object, properties: {description: {type: strnig}}}");
        assert!(!compared(&with("{type: object}"), &property).0);
    }

    #[test]
    fn a_side_without_a_readable_part_is_not_compared() {
        let (right, broken) = (with("{type: string}"), format!("{HEAD}paths: [1]\n"));
        for (old, new) in [(&right, &broken), (&broken, &right), (&broken, &broken)] {
            let (is_compared, printed) = compared(old, new);
            assert!(!is_compared, "{printed}");
        }
    }
}
