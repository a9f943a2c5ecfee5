//! The command `explain`: the page of a diagnostic code or a kind of change.

use generator::diagnostics::{Code, Severity, did_you_mean};
use generator::review::Rule;

/// The page of a code; without a code, a line for each.
///
/// # Errors
/// One line, if there is no such code.
pub(crate) fn text(code: Option<&str>) -> Result<String, String> {
    let Some(id) = code else {
        let codes = Code::ALL.iter();
        let lines = codes.map(|code| format!("{:<24}{}\n", code.id(), code.summary()));
        let severities = [Severity::Note, Severity::Warning, Severity::Error].into_iter();
        let severities = severities.map(|severity| format!("{}: {}\n", severity.name(), outcome(severity)));
        let rules = Rule::ALL.iter();
        let rules = rules.map(|rule| format!("{:<32}{}\n", rule.code(), rule.title()));
        let head = "\nChanges that `diff` reports:\n".to_owned();
        let lines = lines.chain([head]).chain(rules);
        return Ok(lines.chain(["\n".to_owned()]).chain(severities).collect());
    };
    if let Ok(rule) = id.parse::<Rule>() {
        return Ok(rule.explanation().to_owned());
    }
    let code: Code = id.parse().map_err(|error| {
        let rules = Rule::ALL.iter().map(|rule| rule.code());
        let similar = did_you_mean(id, Code::ALL.iter().map(|code| code.id()).chain(rules));
        similar.map_or_else(
            || format!("{error}"),
            |similar| format!("{error}; did you mean `{similar}`?"),
        )
    })?;
    let severity = code.severity();
    Ok(format!(
        "{}\nUsually: {}, {}. `allow` and `deny` change this.\n",
        code.explanation(),
        severity.name(),
        outcome(severity)
    ))
}

/// The outcome for an invalid part of a description.
fn outcome(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "it is read as meant, or nothing is lost",
        Severity::Warning => "the smallest possible part is left out or loosened",
        Severity::Error => "an operation or a type can't be generated, and the run fails",
    }
}
