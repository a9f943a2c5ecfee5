//! The bars of the bench: each is a measured figure with its limit. The bench lists all of them at the end, and draws charts of the
//! figures. Programs that the bench starts add theirs through a file.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{self, Write as _};

/// The variable with the path of the file to which a started program appends [`Figure::line`]s.
pub const FILE: &str = "BENCH_FIGURES";

/// The limit of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

impl Limit {
    /// Whether a value is within the limit.
    pub fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }

    /// The limit and whether it is met, for a cell of a table: `1.15, missed`.
    pub fn cell(self, value: f64) -> String {
        let (Self::AtMost(limit) | Self::AtLeast(limit)) = self;
        let verdict = if self.is_met(value) { "met" } else { "missed" };
        format!("{limit}, {verdict}")
    }
}

/// A measured figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The step of the bench, which is also the chart.
    pub step: String,
    /// Who or what it belongs to: `ours`, `openapi-to-rust`.
    pub series: String,
    /// What was measured: a description, a document, a call.
    pub label: String,
    pub value: f64,
    pub limit: Option<Limit>,
}

impl Figure {
    /// The figure as a line with tabs.
    pub fn line(&self) -> String {
        let limit = match self.limit {
            None => String::new(),
            Some(Limit::AtMost(most)) => format!("most {most}"),
            Some(Limit::AtLeast(least)) => format!("least {least}"),
        };
        let Self {
            step,
            series,
            label,
            value,
            limit: _,
        } = self;
        format!("{step}\t{series}\t{label}\t{value}\t{limit}\n")
    }

    fn parse(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [step, series, label, value, limit] = cells.as_slice() else {
            return None;
        };
        let limit = match limit.split_once(' ') {
            None => None,
            Some(("most", most)) => Some(Limit::AtMost(most.parse().ok()?)),
            Some((_, least)) => Some(Limit::AtLeast(least.parse().ok()?)),
        };
        Some(Self {
            step: (*step).to_owned(),
            series: (*series).to_owned(),
            label: (*label).to_owned(),
            value: value.parse().ok()?,
            limit,
        })
    }
}

/// The figures of a run.
#[derive(Clone, Debug, Default)]
pub struct Figures(Vec<Figure>);

impl Figures {
    /// Adds a figure of ours, with its bar. Returns [`Limit::cell`].
    pub fn bar(&mut self, step: &str, label: &str, value: f64, limit: Limit) -> String {
        self.add(step, "ours", label, value, Some(limit));
        limit.cell(value)
    }

    /// Adds a figure.
    pub fn add(&mut self, step: &str, series: &str, label: &str, value: f64, limit: Option<Limit>) {
        self.0.push(Figure {
            step: step.to_owned(),
            series: series.to_owned(),
            label: label.to_owned(),
            value,
            limit,
        });
    }

    /// Whether a bar of this step is missed.
    pub fn has_missed(&self, step: &str) -> bool {
        self.missed(step).next().is_some()
    }

    /// The labels of the bars of this step that are missed.
    pub fn missed(&self, step: &str) -> impl Iterator<Item = &str> {
        let of_step = self.0.iter().filter(move |figure| figure.step == step);
        let missed = of_step.filter(|figure| figure.limit.is_some_and(|limit| !limit.is_met(figure.value)));
        missed.map(|figure| figure.label.as_str())
    }

    /// Adds the figures of a program, from its file.
    pub fn read(&mut self, text: &str) {
        self.0.extend(text.lines().filter_map(Figure::parse));
    }

    /// All figures, in the order in which they were measured.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.0.iter()
    }

    /// The list of the bars, those that are missed last.
    pub fn summary(&self) -> String {
        let bars = || self.0.iter().filter_map(|figure| Some((figure, figure.limit?)));
        let of = |is_met: bool| bars().filter(move |(figure, limit)| limit.is_met(figure.value) == is_met);
        let mut text = format!("\n{} bars met, {} missed\n", of(true).count(), of(false).count());
        for (title, is_met) in [("met", true), ("missed", false)] {
            if of(is_met).next().is_some() {
                let _ = writeln!(text, "\n| {title} | measured | bar |\n|---|---|---|");
            }
            for (figure, limit) in of(is_met) {
                let limit = match limit {
                    Limit::AtMost(most) => format!("at most {most}"),
                    Limit::AtLeast(least) => format!("at least {least}"),
                };
                let Figure {
                    step, label, value, ..
                } = figure;
                let _ = writeln!(text, "| {step}: {label} | {value:.3} | {limit} |");
            }
        }
        text
    }
}

/// Appends a figure to the file of the bench that started this program; nothing if it was started otherwise.
pub fn append(figure: &Figure) -> io::Result<()> {
    let Some(path) = std::env::var_os(FILE) else {
        return Ok(());
    };
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(figure.line().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_they_were_written_and_bars_are_judged() {
        let mut figures = Figures::default();
        assert_eq!(
            figures.bar("json", "floats, encode", 1.25, Limit::AtMost(1.3)),
            "1.3, met"
        );
        assert_eq!(
            figures.bar("sending", "GET, calls", 1.04, Limit::AtLeast(1.15)),
            "1.15, missed"
        );
        figures.add("check", "openapi-to-rust", "nexus", 20.5, None);
        let text: String = figures.iter().map(Figure::line).collect();
        let mut read = Figures::default();
        read.read(&text);
        assert_eq!(read.0, figures.0);
        assert!(read.missed("sending").eq(["GET, calls"]));
        assert!(read.has_missed("sending") && !read.has_missed("json") && !read.has_missed("check"));
        let summary = read.summary();
        assert!(summary.starts_with("\n1 bars met, 1 missed\n"), "{summary}");
        assert!(
            summary.contains("| sending: GET, calls | 1.040 | at least 1.15 |"),
            "{summary}"
        );
    }
}
