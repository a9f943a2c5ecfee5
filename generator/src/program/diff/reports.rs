//! The formats that the arguments ask for, printed or written.

use std::path::PathBuf;

use generator::review::render::{
    Data, Links, Report, Terminal, annotations, changelog, code_quality, json, markdown_of_all, sarif,
    surface, text,
};

use crate::program::cli::{Diff, SurfaceLines};
use crate::program::output::failed;
use crate::program::print::{has_colors, print_text};

/// Prints the reports of all clients: to the files that the arguments name, and as text.
///
/// # Errors
/// One line, if a file can't be written.
pub(super) fn print(data: &[Data<'_>], arguments: &Diff) -> Result<(), String> {
    let reports: Vec<&Report<'_>> = data.iter().map(|data| data.report).collect();
    let written = write(data, arguments);
    let is_replaced = matches!(written, Ok(true));
    for (report, data) in reports.iter().zip(data) {
        if let Some(lines) = arguments.surface {
            print_text(&surface(report, lines == SurfaceLines::All));
        } else if arguments.changelog {
            print_text(&changelog(data, reports.len() > 1));
        } else if !is_replaced {
            print_text(&text(report, terminal()));
        }
    }
    written.map(drop)
}

/// Writes the reports that the arguments ask for by an option of their own. Returns whether one of them is on standard output.
///
/// # Errors
/// One line, if a file can't be written.
pub(super) fn write(data: &[Data<'_>], arguments: &Diff) -> Result<bool, String> {
    let reports: Vec<&Report<'_>> = data.iter().map(|data| data.report).collect();
    let links = Links {
        base: arguments.link_base.as_deref(),
        old_base: None,
    };
    let formats: [(&Option<PathBuf>, &dyn Fn() -> String); 4] = [
        (&arguments.markdown, &|| markdown_of_all(&reports, links)),
        (&arguments.json, &|| json(data)),
        (&arguments.sarif, &|| sarif(data)),
        (&arguments.code_quality, &|| code_quality(data)),
    ];
    let mut is_printed = false;
    for (file, render) in formats {
        match file {
            Some(file) if file.as_os_str() == "-" => {
                print_text(&render());
                is_printed = true;
            }
            Some(file) => std::fs::write(file, render()).map_err(|error| failed(file, &error))?,
            None => {}
        }
    }
    if arguments.annotations {
        print_text(&annotations(data));
    }
    Ok(is_printed)
}

fn terminal() -> Terminal {
    Terminal {
        is_colored: has_colors(),
        is_verbose: false,
    }
}
