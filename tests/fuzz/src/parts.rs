//! One input of the fuzzer stands for all that a run reads: the description and, behind lines that begin with [`MARK`], the
//! lock, overlays, other files and the options.

use std::collections::BTreeMap;

use generator::{Features, Mode, Overlay};

/// What a line begins with that starts another part.
pub(crate) const MARK: &str = "#==";

/// The parts of an input.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) description: String,
    pub(crate) lock: Option<String>,
    /// The text of generator.toml, whose options are then those of the run.
    pub(crate) config: Option<String>,
    pub(crate) overlays: Vec<Overlay>,
    /// The text of each other file that the description may refer to.
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) mode: Mode,
    pub(crate) features: Features,
}

impl Parts {
    /// Splits an input: `#== lock`, `#== config`, `#== overlay`, `#== file NAME`, `#== types` and `#== tags`. What stands behind a line
    /// that is none of these goes on the part before.
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
