//! The report as a Markdown comment of at most [`CHARACTERS`] characters: whole entries by priority, and then how many are left.

mod entry;
mod head;
mod page;

use super::safe::{code, fenced, value};
use super::totals::{not_compared, without_effect};
use super::{Compared, Entry, Outcome, Report, count};
use crate::review::{Rust, Severity, Silent, SurfaceChange};

use self::page::Page;

/// The most characters of a comment. GitHub takes 65,536.
pub const CHARACTERS: usize = 60_000;

/// How many characters are kept for what says how much is left out.
const RESERVE: usize = 1_000;

/// How many differences without an explanation are printed.
const UNEXPLAINED: usize = 20;

/// Where places lead to. Relative links do not work in comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Links<'a> {
    /// The address of the new tree, such as `https://github.com/acme/parcels/blob/4f2c1e0`. Without one there are no links.
    pub base: Option<&'a str>,
    /// The address of the old tree, for places that only the old text has.
    pub old_base: Option<&'a str>,
}

/// The report as Markdown. The first line finds the comment again: `<!-- generator-diff:PACKAGE:v1 -->`.
pub fn markdown(report: &Report<'_>, links: Links<'_>) -> String {
    within(CHARACTERS, report, links)
}

/// The reports of several clients as one comment, each below its own marker. The first line finds the comment again, whichever
/// clients there are. They share the budget.
pub fn markdown_of_all(reports: &[&Report<'_>], links: Links<'_>) -> String {
    if let [report] = reports {
        return markdown(report, links);
    }
    let mut out = format!("{}\n", head::MARKER_OF_ALL);
    let mut left = CHARACTERS.saturating_sub(RESERVE);
    let mut pending = reports.len();
    for report in reports {
        // What one client does not use is for the next ones.
        let section = within(left.checked_div(pending).unwrap_or_default(), report, links);
        let Some(rest) = left.checked_sub(section.chars().count() + 1) else {
            break;
        };
        left = rest;
        pending = pending.saturating_sub(1);
        out.push('\n');
        out.push_str(&section);
    }
    if pending > 0 {
        out.push_str(&format!(
            "\n**… and {}: the artifact has all.**\n",
            count(pending, "more client")
        ));
    }
    out
}

/// The report with a budget of characters. The head is always there.
fn within(characters: usize, report: &Report<'_>, links: Links<'_>) -> String {
    match &report.outcome {
        Outcome::NotCompared(reasons) => head::not_compared(report, reasons),
        Outcome::ClientAdded => head::client_added(report),
        Outcome::ClientRemoved => head::client_removed(report),
        Outcome::Compared(compared) if compared.is_empty() => head::nothing(report, compared),
        Outcome::Compared(compared) => all(characters, report, compared, links),
    }
}

fn all(characters: usize, report: &Report<'_>, compared: &Compared<'_>, links: Links<'_>) -> String {
    let head = head::head(report, compared);
    let foot = foot(compared);
    let mut page = Page::new(head, characters.saturating_sub(foot.chars().count() + RESERVE));
    unexplained(compared, &mut page);
    let sections = Sections::of(compared);
    let titles = [
        "### ❌ No compiler shows these †",
        "### ❌ Breaks",
        "### ⚠️ Cautions",
        "### Accepted",
    ];
    let mut omitted = 0_usize;
    for (title, entries) in titles.iter().zip(&sections.full) {
        let texts = entries.iter().map(|entry| entry::full(report, entry, links));
        omitted += page.section(&format!("\n{title}\n"), texts, "");
    }
    if !sections.brief.is_empty() {
        let title = format!(
            "\n<details><summary>✅ {} nobody</summary>\n\n",
            match sections.brief.len() {
                1 => "1 change breaks".to_owned(),
                number => format!("{number} changes break"),
            }
        );
        let texts = sections
            .brief
            .iter()
            .map(|entry| entry::brief(report, entry, links));
        omitted += page.section(&title, texts, "\n</details>\n");
    }
    if omitted > 0 {
        page.always(&format!(
            "\n**… and {omitted} more: the artifact has all.** In total: {}.\n",
            compared.totals.severity_words()
        ));
    }
    surface(compared, &mut page);
    page.always(&foot);
    page.into_text()
}

/// The changes by the section that shows them.
struct Sections<'c, 'a> {
    /// Silent ones, breaks, cautions and those that are accepted.
    full: [Vec<&'c Entry<'a>>; 4],
    brief: Vec<&'c Entry<'a>>,
}

impl<'c, 'a> Sections<'c, 'a> {
    fn of(compared: &'c Compared<'a>) -> Self {
        let [mut silent, mut breaks, mut cautions, mut accepted] = [const { Vec::new() }; 4];
        let mut brief = Vec::new();
        for entry in &compared.entries {
            let section = match entry.change.severity() {
                _ if entry.change.accepted.is_some() => &mut accepted,
                Severity::Silent => &mut silent,
                Severity::Break | Severity::Major => &mut breaks,
                Severity::Caution => &mut cautions,
                Severity::Minor | Severity::Patch => &mut brief,
            };
            section.push(entry);
        }
        Self {
            full: [silent, breaks, cautions, accepted],
            brief,
        }
    }
}

fn unexplained(compared: &Compared<'_>, page: &mut Page) {
    let all = &compared.review.unexplained;
    if all.is_empty() {
        return;
    }
    let lines = all.iter().take(UNEXPLAINED);
    let lines = lines.map(|difference| format!("- {}: {}\n", difference.layer, code(&difference.what)));
    let title = "\n### ❌ Differences without an explanation\nReview these by hand: the comparison can't say what they do.\n\n";
    let omitted = page.section(title, lines, "") + all.len().saturating_sub(UNEXPLAINED);
    if omitted > 0 {
        page.always(&format!("- and {omitted} more\n"));
    }
}

fn surface(compared: &Compared<'_>, page: &mut Page) {
    let all = &compared.review.surface;
    if all.is_empty() {
        return;
    }
    let title = format!(
        "\n<details><summary>Rust surface, +{} −{}</summary>\n\n",
        compared.surface_lines_new(),
        compared.surface_lines_gone()
    );
    let codes = codes(compared);
    let lines: Vec<Vec<String>> = all.iter().map(|line| diff(line, &codes)).collect();
    let omitted = page.block(&title, lines, |lines| fenced("diff", lines), "\n</details>\n");
    if omitted > 0 {
        page.always(&format!(
            "\n… and {}.\n",
            count(omitted, "more item of the surface")
        ));
    }
}

/// The codes of the rules by the ids of their changes.
type Codes<'a> = std::collections::BTreeMap<&'a str, &'static str>;

fn codes<'a>(compared: &Compared<'a>) -> Codes<'a> {
    let changes = compared.review.changes.iter();
    changes
        .map(|change| (change.id.as_str(), change.rule.code()))
        .collect()
}

/// The lines of an item, with the rules that explain it.
fn diff(line: &SurfaceChange, codes: &Codes<'_>) -> Vec<String> {
    let mut rules: Vec<&str> = line
        .changes
        .iter()
        .filter_map(|id| codes.get(id.as_str()).copied())
        .collect();
    rules.sort_unstable();
    rules.dedup();
    let silent = if line.silent { " †" } else { "" };
    let rules = match rules.split_first_chunk::<3>() {
        Some((first, rest)) if !rest.is_empty() => format!("{} and {} more", first.join(", "), rest.len()),
        Some(_) | None => rules.join(", "),
    };
    let side = |sign: char, text: &String| {
        format!("{sign} {}: {}  [{rules}{silent}]", value(&line.item), value(text))
    };
    let old = line.old.iter().map(|text| side('-', text));
    old.chain(line.new.iter().map(|text| side('+', text))).collect()
}

fn foot(compared: &Compared<'_>) -> String {
    let is_open = |entry: &&Entry<'_>| entry.change.accepted.is_none();
    let Some(first) = compared.entries.iter().find(is_open) else {
        return String::new();
    };
    format!(
        "\n<sub>`generator diff` prints this · accept: `generator diff --accept {} --reason \"…\"` · explain: `generator explain {}`</sub>\n",
        first.change.id,
        first.change.rule.code(),
    )
}

/// The verdict of a change for code: `major †`.
fn verdict(rust: Rust, silent: Silent) -> String {
    match (rust, silent) {
        (rust, Silent::No) => rust.as_str().to_owned(),
        (Rust::Patch, Silent::Read | Silent::Sent) => "silent †".to_owned(),
        (rust, Silent::Read | Silent::Sent) => format!("{}, silent †", rust.as_str()),
    }
}
