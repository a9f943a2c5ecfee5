//! Charts of the figures of a run, in `docs/src/charts`. Each names the machine and the day.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use plotters::prelude::*;
use tests::bars::{Figure, Figures};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/src/charts");

/// A chart of the figures of one step.
struct Chart {
    step: &'static str,
    title: &'static str,
    file: &'static str,
    axis: Axis,
}

enum Axis {
    /// A group of bars for each label.
    Groups,
    /// The labels are sizes, such as `×4`, and each series is a line.
    Sizes,
}

const CHARTS: [Chart; 5] = [
    Chart {
        step: "check",
        title: "cargo check of a changed client, CPU s",
        file: "check.svg",
        axis: Axis::Groups,
    },
    Chart {
        step: "release",
        title: "cargo build --release of a changed client, CPU s",
        file: "release.svg",
        axis: Axis::Groups,
    },
    Chart {
        step: "calls",
        title: "Calls per second on one kept-alive connection",
        file: "calls.svg",
        axis: Axis::Groups,
    },
    Chart {
        step: "json",
        title: "JSON documents of 1 MB, time as a ratio to serde's derive",
        file: "json.svg",
        axis: Axis::Groups,
    },
    Chart {
        step: "curve",
        title: "Generating copies of nexus.json, CPU s",
        file: "generation.svg",
        axis: Axis::Sizes,
    },
];

const SIZE: (u32, u32) = (900, 420);

/// The colors of the series, which people with any color vision can tell apart (Okabe and Ito, 2008).
const COLORS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(213, 94, 0),
];

/// Draws each chart whose step was run.
pub(crate) fn draw(figures: &Figures) -> io::Result<()> {
    fs::create_dir_all(FOLDER)?;
    let machine = machine()?;
    for chart in &CHARTS {
        let of_step: Vec<&Figure> = figures
            .iter()
            .filter(|figure| figure.step == chart.step)
            .collect();
        if of_step.is_empty() {
            continue;
        }
        let path = Path::new(FOLDER).join(chart.file);
        let mut text = String::new();
        chart
            .draw(&of_step, &machine, &mut text)
            .map_err(|error| io::Error::other(error.to_string()))?;
        fs::write(&path, text + "\n")?;
        println!("docs/src/charts/{}", chart.file);
    }
    Ok(())
}

impl Chart {
    fn draw(
        &self,
        figures: &[&Figure],
        machine: &str,
        into: &mut String,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let (labels, series) = (
            names(figures, |figure| &figure.label),
            names(figures, |figure| &figure.series),
        );
        let width = match self.axis {
            Axis::Groups => labels.len() as f64,
            Axis::Sizes => labels.iter().map(|label| size(label)).fold(0.0, f64::max) * 1.1,
        };
        let highest = figures.iter().map(|figure| figure.value).fold(0.0, f64::max) * 1.1;
        let root = SVGBackend::with_string(into, SIZE).into_drawing_area();
        root.fill(&WHITE)?;
        let (above, below) = root.split_vertically(SIZE.1 - 24);
        below.draw_text(machine, &("sans-serif", 12).into_text_style(&below), (16, 4))?;
        let mut context = ChartBuilder::on(&above)
            .caption(self.title, ("sans-serif", 18))
            .margin(12)
            .x_label_area_size(28)
            .y_label_area_size(56)
            .build_cartesian_2d(0.0..width, 0.0..highest)?;
        let label = |position: &f64| match (&self.axis, labels.get(position.floor() as usize)) {
            (Axis::Sizes, _) => format!("×{position:.0}"),
            (Axis::Groups, Some(label)) if (position.fract() - 0.5).abs() < 0.01 => (*label).to_owned(),
            (Axis::Groups, Some(_) | None) => String::new(),
        };
        let ticks = match self.axis {
            Axis::Groups => labels.len() * 2 + 1,
            Axis::Sizes => 8,
        };
        context
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(WHITE)
            .x_labels(ticks)
            .x_label_formatter(&label)
            .draw()?;
        for (index, (name, color)) in series.iter().zip(COLORS.iter().cycle()).enumerate() {
            let values = labels.iter().enumerate().filter_map(|(place, label)| {
                let mut figures = figures.iter();
                let figure = figures.find(|figure| figure.series == *name && figure.label == *label)?;
                Some((place as f64, figure.value))
            });
            let legend = |(x, y)| Rectangle::new([(x, y - 5), (x + 12, y + 5)], color.filled());
            match self.axis {
                Axis::Groups => {
                    let width = 0.8 / series.len() as f64;
                    let bars = values.map(|(place, value)| {
                        let left = place + 0.1 + width * index as f64;
                        Rectangle::new([(left, 0.0), (left + width, value)], color.filled())
                    });
                    context.draw_series(bars)?.label(*name).legend(legend);
                }
                Axis::Sizes => {
                    let points = labels.iter().zip(values);
                    let points = points.map(|(label, (_, value))| (size(label), value));
                    let line = LineSeries::new(points, color.stroke_width(2)).point_size(4);
                    context.draw_series(line)?.label(*name).legend(legend);
                }
            }
        }
        context
            .configure_series_labels()
            .position(match self.axis {
                Axis::Groups => SeriesLabelPosition::UpperRight,
                Axis::Sizes => SeriesLabelPosition::UpperLeft,
            })
            .background_style(WHITE.mix(0.8))
            .border_style(BLACK.mix(0.3))
            .draw()?;
        drop(context);
        above.present()?;
        Ok(())
    }
}

/// The number in a label such as `×4`.
fn size(label: &str) -> f64 {
    label.trim_start_matches('×').parse().unwrap_or_default()
}

/// The names in the order in which they were measured.
fn names<'f>(figures: &[&'f Figure], name: impl Fn(&'f Figure) -> &'f str) -> Vec<&'f str> {
    let mut seen = BTreeSet::new();
    let names = figures.iter().map(|figure| name(figure));
    names.filter(|name| seen.insert(*name)).collect()
}

/// The processor, its cores, and the day.
fn machine() -> io::Result<String> {
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == "model name").then(|| value.trim().to_owned())
    });
    let processor = processor.unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let cores = std::thread::available_parallelism()?;
    let day = Command::new("date").args(["-u", "+%Y-%m-%d"]).output()?;
    let day = String::from_utf8_lossy(&day.stdout);
    Ok(format!("{processor}, {cores} cores, {}", day.trim()))
}
