//! An input of the fuzzer contains everything that a run reads: the description and, after lines that begin with [`MARK`], the
//! lock, overlays, other files and the options.

use std::collections::BTreeMap;

use generator::{Features, Mode, Overlay};

/// The start of a line that begins another part.
pub(crate) const MARK: &str = "#==";

/// The parts of an input.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) description: String,
    pub(crate) lock: Option<String>,
    /// The text of generator.toml, which then has the options of the run.
    pub(crate) config: Option<String>,
    pub(crate) overlays: Vec<Overlay>,
    /// The texts of other files to which the description may refer.
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) mode: Mode,
    pub(crate) features: Features,
}

impl Parts {
    /// Splits an input at `#== lock`, `#== config`, `#== overlay`, `#== file NAME`, `#== types` and `#== tags`. The text after any
    /// other such line belongs to the part before it.
    pub(crate) fn of(input: &str) -> Self {
        let (description, rest) = input.split_once(MARK).unwrap_or((input, ""));
        let mut parts = Self {
            description: description.to_owned(),
            ..Self::default()
        };
        for part in rest.split(MARK).filter(|part| !part.is_empty()) {
            let (head, text) = part.split_once('\n').unwrap_or((part, ""));
            parts.add(head.trim(), text);
        }
        parts
    }

    fn add(&mut self, head: &str, text: &str) {
        let text = text.to_owned();
        match head.split_once(' ').unwrap_or((head, "")) {
            ("lock", _) => self.lock = Some(text),
            ("config", _) => self.config = Some(text),
            ("overlay", _) => {
                let name = format!("overlay{}.yaml", self.overlays.len());
                self.overlays.push(Overlay { name, text });
            }
            ("file", name) => drop(self.files.insert(name.to_owned(), text)),
            ("types", _) => self.mode = Mode::Types,
            ("tags", _) => self.features = Features::Tags,
            _ => self.description.push_str(&text),
        }
    }
}
