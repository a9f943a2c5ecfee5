//! Reads the jobs of a run from the file system: each description with its options and paths.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use generator::Pointer;
use generator::diagnostics::{Code, Diagnostic, Part};
use generator::{Files, Input, Options, Overlay, References};

use crate::program::called::command_with;
use crate::program::cli::Selection;
use crate::program::config::runtime;
use crate::program::config::runtime::Shared;
use crate::program::config::{Client, Config, Package, is_url};
use crate::program::hash::Hash;
use crate::program::module::Place;
use crate::program::only::Only;
use crate::program::output::{Turn, failed, waiting};
use crate::program::surroundings;
use crate::program::workspace::Workspace;

/// The lock of a client without a configuration, in the folder of its package.
pub(crate) const LOCK: &str = "names.lock";

/// One description, and the paths for its client.
pub(crate) struct Job {
    pub(crate) input: Input,
    /// A diagnostic about the bytes of the file.
    pub(crate) not_utf8: Option<Diagnostic>,
    pub(crate) out: PathBuf,
    /// The path of the lock; `None` for [`LOCK`] among the files of the package.
    pub(crate) lock: Option<PathBuf>,
    /// The place of a module in its crate.
    pub(crate) place: Option<Place>,
    /// The turn of this run, which lasts until everything is written. The last job of a generator.toml holds it.
    pub(crate) turn: Option<Turn>,
    /// The name and text of the generator.toml that lists it.
    pub(crate) config: Option<(String, String)>,
    /// The files that the description refers to, as far as they have been requested.
    pub(crate) requested: Requested,
}

/// Files that have been requested, each with its content; `None` if it could not be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requested(Arc<Mutex<Contents>>);

type Contents = BTreeMap<PathBuf, Option<Hash>>;

impl Requested {
    /// References that record here which files are requested, for the description at `spec`.
    fn watching(&self, references: References, spec: &Path) -> References {
        let (folder, requested) = (spec.parent().unwrap_or(spec).to_owned(), self.clone());
        references.watched(move |path, text| {
            let content = text.ok().map(|text| Hash::of(text.as_bytes()));
            requested.lock().insert(folder.join(path), content);
        })
    }

    fn lock(&self) -> MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Option<Hash>> {
        self.lock().clone()
    }
}

/// The jobs of a run.
pub(crate) struct Work {
    pub(crate) jobs: Vec<Job>,
    /// The runtime that clients share.
    pub(crate) runtime: Option<SharedRuntime>,
    /// The name and text of the generator.toml.
    pub(crate) config: Option<(String, String)>,
}

/// A runtime for several clients, and its folder.
pub(crate) struct SharedRuntime {
    pub(crate) package: String,
    pub(crate) out: PathBuf,
    pub(crate) files: Files,
}

/// Reads the selected descriptions.
///
/// # Errors
/// One line: a file is missing or can't be read, or `generator.toml` is invalid.
pub(crate) fn read(selection: &Selection) -> Result<Work, String> {
    read_and_list(selection, &mut BTreeSet::new())
}

/// As [`read`]. Adds the files that are read to `inputs`, also those that can't be read.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_and_list(selection: &Selection, inputs: &mut BTreeSet<PathBuf>) -> Result<Work, String> {
    if let (Some(spec), Some(out), Some(package)) = (&selection.spec, &selection.out, &selection.package) {
        inputs.extend(selection.overlay.iter().chain([spec]).cloned());
        let options = Options {
            package: package.0.clone(),
            mode: selection.mode.unwrap_or_default(),
            references: References::on_disk(spec, selection.root.as_deref(), BTreeMap::new())?,
            overlays: overlays(&selection.overlay)?,
            features: selection.features.unwrap_or_default(),
            runtime: selection.runtime.map(Into::into).unwrap_or_default(),
            ..Options::default()
        };
        let turn = match out.is_dir() {
            true => Some(Turn::take(out, || waiting(out))?),
            false => None,
        };
        // Nothing outside the output folder is written: the lock is in it.
        let job = Job::read(spec, out.clone(), None, options)?;
        return Ok(Work {
            jobs: vec![Job { turn, ..job }],
            runtime: None,
            config: None,
        });
    }
    let workspace = Workspace::of(selection)?;
    let path = workspace.config();
    inputs.insert(path.clone());
    let turn = Turn::take(&path, || waiting(&path))?;
    let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
    let name = path.display().to_string();
    let config = Config::parse(&name, &text, &workspace.layout)?;
    let only = Only::new(&selection.client);
    only.check(config.clients.iter().map(|client| client.package.0.as_str()))?;
    let written = surroundings::Text {
        name: &name,
        text: &text,
    };
    let mut places = surroundings::check(&config, written, &workspace.root)?;
    let at = Pointer::root(&name).child("client");
    let mut jobs = Vec::new();
    let clients = config.clients.iter().enumerate();
    for (index, client) in clients.filter(|(_, client)| only.has(&client.package.0)) {
        let named = client.overlays.iter().chain([&client.spec]);
        inputs.extend(named.map(|file| workspace.beside(file)));
        let mut job = client_job(&workspace, client, config.runtime.as_ref(), &at.index(index))?;
        job.config = Some((name.clone(), text.clone()));
        job.place = places.remove(&index);
        let names = job.place.as_ref().map(|place| place.names.clone());
        job.input.options.module = names.unwrap_or_default();
        jobs.push(job);
    }
    if let Some(last) = jobs.last_mut() {
        last.turn = Some(turn);
    }
    let runtime = config.runtime.as_ref().map(|shared| {
        let Package(package) = shared.package()?;
        Ok::<_, String>(SharedRuntime {
            files: generator::runtime_package(&package, Shared::mode(&config.clients)),
            out: workspace.out(&shared.out),
            package,
        })
    });
    Ok(Work {
        jobs,
        runtime: runtime.transpose()?,
        config: Some((name, text)),
    })
}

/// Reads single descriptions for commands that write nothing.
///
/// # Errors
/// One line: a file is missing or can't be read.
pub(crate) fn read_only(specs: &[PathBuf], overlay: &[PathBuf]) -> Result<Vec<Job>, String> {
    let read = |spec: &PathBuf| {
        let options = Options {
            references: References::on_disk(spec, None, BTreeMap::new())?,
            overlays: overlays(overlay)?,
            ..Options::default()
        };
        Job::read(spec, PathBuf::new(), None, options)
    };
    specs.iter().map(read).collect()
}

/// Reads the client with this index of a configuration, which is the file `name`.
///
/// # Errors
/// One line: a file is missing or can't be read.
pub(crate) fn read_client(
    workspace: &Workspace,
    config: &Config,
    name: &str,
    index: usize,
) -> Result<Job, String> {
    let client = config.clients.get(index).ok_or("there is no client")?;
    let at = Pointer::root(name).child("client").index(index);
    client_job(workspace, client, config.runtime.as_ref(), &at)
}

fn client_job(
    workspace: &Workspace,
    client: &Client,
    shared: Option<&Shared>,
    at: &Pointer,
) -> Result<Job, String> {
    let spec = workspace.beside(&client.spec);
    let name = spec.display().to_string();
    let files: Vec<PathBuf> = client
        .overlays
        .iter()
        .map(|file| workspace.beside(file))
        .collect();
    let within = client.root.as_ref().map(|folder| workspace.folder(folder));
    let references = References::on_disk(&spec, within.as_deref(), client.references.clone())?;
    Job::read(
        &spec,
        workspace.out(&client.out),
        Some(spec.with_extension("lock")),
        Options {
            runtime: runtime::of(client, shared, &workspace.layout)?,
            ..client.options(&name, at, references, overlays(&files)?)
        },
    )
}

fn overlays(files: &[PathBuf]) -> Result<Vec<Overlay>, String> {
    let read = |file: &PathBuf| {
        let text = fs::read_to_string(file).map_err(|error| failed(file, &error))?;
        let name = file.display().to_string();
        Ok(Overlay { name, text })
    };
    files.iter().map(read).collect()
}

impl Job {
    /// The files that were read for it.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = PathBuf> {
        let options = &self.input.options;
        let overlays = options.overlays.iter().map(|overlay| &overlay.name);
        let named = overlays.chain([&self.input.name]).map(PathBuf::from);
        let named: Vec<PathBuf> = named.collect();
        named.into_iter().chain(self.requested.files().into_keys())
    }

    fn read(spec: &Path, out: PathBuf, lock: Option<PathBuf>, options: Options) -> Result<Self, String> {
        let (name, bytes) = read_description(spec)?;
        let place = lock.clone().unwrap_or_else(|| out.join(LOCK));
        let locked = match fs::read_to_string(&place) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(&place, &error)),
        };
        let (text, not_utf8) = decode(&name, &bytes);
        let requested = Requested::default();
        let options = Options {
            lock_name: Some(place.display().to_string()),
            references: requested.watching(options.references, spec),
            ..options
        };
        Ok(Self {
            input: Input {
                name,
                text,
                lock: locked,
                options,
            },
            not_utf8,
            out,
            lock,
            config: None,
            place: None,
            turn: None,
            requested,
        })
    }
}

/// The argument that names standard input.
pub(crate) const STDIN: &str = "-";

/// The name and the bytes of a description.
fn read_description(spec: &Path) -> Result<(String, Vec<u8>), String> {
    if spec == Path::new(STDIN) {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        let name = "<stdin>".to_owned();
        return read
            .map(|_| (name, bytes))
            .map_err(|error| format!("standard input: {error}"));
    }
    if is_url(spec) {
        let url = spec.display();
        let command = command_with("--spec -");
        return Err(format!(
            "`{url}` is a URL, and nothing is fetched: use `curl -fsSL {url} | {command}` with the other options"
        ));
    }
    let bytes = fs::read(spec).map_err(|error| failed(spec, &error))?;
    Ok((spec.display().to_string(), bytes))
}

/// The text of a description, and a warning if it is not UTF-8. Invalid bytes are read as Windows-1252, the most common other
/// encoding.
pub(crate) fn decode(name: &str, bytes: &[u8]) -> (String, Option<Diagnostic>) {
    if let Some(text) = utf16(bytes) {
        let message = "the text is UTF-16, not UTF-8";
        let mut diagnostic = Diagnostic::new(Code::Syntax, &Pointer::root(name), message);
        diagnostic.read_as_meant("it is read as UTF-16");
        return (text, Some(diagnostic));
    }
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(text.len());
            text.extend(chunk.invalid().iter().map(|byte| windows_1252(*byte)));
        }
    }
    let diagnostic = first.map(|at| not_utf8(name, text.get(..at).unwrap_or_default()));
    (text, diagnostic)
}

fn not_utf8(name: &str, valid: &str) -> Diagnostic {
    let line = valid.matches('\n').count() + 1;
    let in_line = valid.chars().rev();
    let column = in_line.take_while(|character| *character != '\n').count() + 1;
    let message = "the text is not UTF-8 from here on";
    let mut diagnostic = Diagnostic::new(Code::Syntax, &Pointer::root(name), message);
    diagnostic
        .part(Part::Position { line, column })
        .loosened("bytes that are not UTF-8 are read as Windows-1252")
        .help("save the file as UTF-8");
    diagnostic
}

/// The text, if it begins with the byte order mark of UTF-16.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (order, rest) = bytes.split_first_chunk::<2>()?;
    let read: fn([u8; 2]) -> u16 = match order {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, _) = rest.as_chunks::<2>();
    Some(
        char::decode_utf16(pairs.iter().map(|pair| read(*pair)))
            .map(|read| read.unwrap_or('\u{fffd}'))
            .collect(),
    )
}

/// The character of a byte. Source: the WHATWG Encoding Standard, index windows-1252.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let high = byte
        .checked_sub(0x80)
        .and_then(|index| HIGH.get(usize::from(index)));
    high.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn texts_that_are_not_utf_8_are_read_with_a_diagnostic() {
        for (bytes, text) in [
            (b"caf\xe9 \x80".as_slice(), "café €"),
            (b"\xc3\xa9 \xe9", "é é"),
            (b"\xff\xfea\0b\0", "ab"),
            (b"\xfe\xff\0a\0b", "ab"),
        ] {
            let (read, diagnostic) = decode("api.yaml", bytes);
            assert_eq!((read.as_str(), diagnostic.is_some()), (text, true));
        }
        assert_eq!(decode("api.yaml", b"caf\xc3\xa9"), ("café".to_owned(), None));
    }
}
