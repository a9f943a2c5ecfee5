//! One side of a comparison: its clients, each with the options, lock, overlays and referenced files of the same revision.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use generator::diagnostics::Diagnostic;
use generator::review::gate::Gate;
use generator::review::render::Named;
use generator::{Input, Options, Overlay, Pointer, References, Unread};

use crate::program::config::accepted::Placed;
use crate::program::config::{Client, Config, runtime};
use crate::program::git::{Repository, Revision, within_limit};
use crate::program::jobs::decode;
use crate::program::layout::{Layout, normal, slashed};
use crate::program::output::failed;
use crate::program::workspace::Workspace;

/// How reports name the files that are not committed.
pub(super) const WORKING_TREE: &str = "working tree";

/// Where the files of a side are. Paths are relative to the workspace.
#[derive(Clone, Debug)]
pub(super) enum Files {
    /// The working tree.
    Tree(Workspace),
    /// A revision of the repository, with the place of generator.toml in the working tree if there is one.
    Revision(Repository, Revision, Option<Layout>),
}

/// The generator.toml of a side.
pub(super) struct ConfigFile {
    layout: Layout,
    name: String,
    text: String,
    config: Config,
}

/// A client as one side has it.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) package: String,
    /// The path of the description: from the root of the repository, or as it was given.
    pub(super) path: String,
    /// The revision; `None` for the working tree or a file.
    pub(super) revision: Option<String>,
    pub(super) input: Input,
    /// What fails the review.
    pub(super) gate: Gate,
    /// The accepted changes.
    pub(super) accepts: Vec<Placed>,
    /// A diagnostic about the bytes of the description.
    pub(super) not_utf8: Option<Diagnostic>,
}

impl Files {
    /// The name of the side for people.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Tree(_) => WORKING_TREE.to_owned(),
            Self::Revision(_, revision, _) => revision.name.clone(),
        }
    }

    /// The name of a file in diagnostics and reports.
    fn shown(&self, path: &str) -> String {
        match self {
            Self::Tree(workspace) => workspace.root.join(path).display().to_string(),
            Self::Revision(repository, revision, _) => {
                let path = repository.path(path).unwrap_or_else(|| path.to_owned());
                format!("{}:{path}", revision.name)
            }
        }
    }

    /// The bytes of a file; `None` if there is no such file.
    fn bytes(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        match self {
            Self::Tree(workspace) => {
                let path = workspace.root.join(path);
                match fs::metadata(&path) {
                    Ok(_) => read(&path).map(Some),
                    Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(failed(&path, &error)),
                }
            }
            Self::Revision(repository, revision, _) => match repository.path(path) {
                Some(path) => repository.read(revision, &path),
                None => Err(format!("`{path}` is outside of the repository")),
            },
        }
    }

    /// The text of a file; `None` if there is no such file.
    fn text(&self, path: &str) -> Result<Option<String>, String> {
        let bytes = self.bytes(path)?;
        let text = bytes.map(String::from_utf8).transpose();
        text.map_err(|_| format!("{}: it is not UTF-8", self.shown(path)))
    }

    fn needed<T>(&self, path: &str, read: Option<T>) -> Result<T, String> {
        read.ok_or_else(|| format!("{}: there is no such file", self.shown(path)))
    }

    /// Where generator.toml is; `None` if there is none.
    fn layout(&self) -> Result<Option<Layout>, String> {
        let (repository, known) = match self {
            Self::Tree(workspace) => return Ok(Some(workspace.layout.clone())),
            Self::Revision(repository, _, known) => (repository, known),
        };
        for layout in known.iter().cloned().chain(Layout::defaults()) {
            if self.bytes(&layout.file())?.is_some() {
                return Ok(Some(layout.in_repository(repository.prefix())));
            }
        }
        Ok(None)
    }

    /// generator.toml: its place, name, text and content.
    fn config(&self) -> Result<Option<ConfigFile>, String> {
        let Some(layout) = self.layout()? else {
            return Ok(None);
        };
        let Some(text) = self.text(&layout.file())? else {
            return Ok(None);
        };
        let name = self.shown(&layout.file());
        let config = Config::parse(&name, &text, &layout)?;
        Ok(Some(ConfigFile {
            layout,
            name,
            text,
            config,
        }))
    }

    /// The clients of generator.toml; `None` if there is no such file.
    ///
    /// # Errors
    /// One line: generator.toml or a file that it names is wrong or missing.
    pub(super) fn clients(&self) -> Result<Option<Vec<(Client, Side)>>, String> {
        let Some(file) = self.config()? else {
            return Ok(None);
        };
        let at = Pointer::root(&file.name).child("client");
        let shared = file.config.runtime.as_ref();
        let mut all = Vec::new();
        for (index, client) in file.config.clients.into_iter().enumerate() {
            let mut side = self.client(&client, shared, &file.layout, &at.index(index))?;
            side.accepts = client.accepts(&file.name, &file.text);
            all.push((client, side));
        }
        Ok(Some(all))
    }

    /// The packages that generator.toml lists; `None` where it can't be read.
    pub(super) fn packages(&self) -> Option<Vec<String>> {
        let clients = self.config().ok()??.config.clients;
        Some(clients.into_iter().map(|client| client.package.0).collect())
    }

    fn client(
        &self,
        client: &Client,
        shared: Option<&runtime::Shared>,
        layout: &Layout,
        at: &Pointer,
    ) -> Result<Side, String> {
        let spec = layout.beside(&client.spec);
        // Reports name the revision themselves.
        let name = match self {
            Self::Tree(_) => self.shown(&spec),
            Self::Revision(repository, ..) => repository.path(&spec).unwrap_or_else(|| spec.clone()),
        };
        let mut overlays = Vec::new();
        for file in &client.overlays {
            let path = layout.beside(file);
            let text = self.needed(&path, self.text(&path)?)?;
            overlays.push(Overlay {
                name: self.shown(&path),
                text,
            });
        }
        let lock = slashed(&Path::new(&spec).with_extension("lock"));
        let references = self.references(&spec, client, layout)?;
        let options = Options {
            runtime: runtime::of(client, shared, layout)?,
            lock_name: Some(self.shown(&lock)),
            ..client.options(&name, at, references, overlays)
        };
        let bytes = self.needed(&spec, self.bytes(&spec)?)?;
        let (text, not_utf8) = decode(&name, &bytes);
        Ok(Side {
            package: options.package.clone(),
            path: match self {
                Self::Tree(_) => spec,
                Self::Revision(repository, ..) => repository.path(&spec).unwrap_or(spec),
            },
            revision: match self {
                Self::Tree(_) => None,
                Self::Revision(_, revision, _) => Some(revision.name.clone()),
            },
            input: Input {
                name,
                text,
                lock: self.text(&lock)?,
                options,
            },
            gate: client.review.gate,
            accepts: Vec::new(),
            not_utf8,
        })
    }

    /// The files that the description may refer to.
    fn references(&self, spec: &str, client: &Client, layout: &Layout) -> Result<References, String> {
        let named = client.references.clone();
        let (repository, revision) = match self {
            Self::Tree(workspace) => {
                let within = client.root.as_ref().map(|folder| workspace.folder(folder));
                return References::on_disk(&workspace.root.join(spec), within.as_deref(), named);
            }
            Self::Revision(repository, revision, _) => (repository.clone(), revision.clone()),
        };
        let outside = |what: &str| format!("{what} is outside of the repository");
        let folder = repository
            .path(&format!("{spec}/.."))
            .ok_or_else(|| outside(spec))?;
        let root = match &client.root {
            None => String::new(),
            Some(root) => {
                let root = slashed(root);
                let path = repository.path(&layout.beside(Path::new(&root)));
                path.ok_or_else(|| outside(&format!("`root = \"{root}\"`")))?
            }
        };
        let below = Path::new(&folder).strip_prefix(&root);
        let below = below.map_err(|_| format!("{spec}: the file is outside the root folder `{root}`"))?;
        let below = slashed(below);
        let read = move |path: &str| {
            let path = normal(&format!("{folder}/{path}")).ok_or(Unread::Outside)?;
            let bytes = repository.read(&revision, &path).map_err(Unread::Failed)?;
            let text = String::from_utf8(bytes.ok_or(Unread::Missing)?);
            text.map_err(|_| Unread::Failed(format!("`{path}` is not UTF-8")))
        };
        Ok(References::new(read).in_folder(&below).named(named))
    }
}

/// A description of its own. It is read as the client that it is compared with, if there is one.
///
/// # Errors
/// One line, if the file can't be read.
pub(super) fn file(path: &Path, like: Option<&(Client, Side)>) -> Result<Side, String> {
    let name = path.display().to_string();
    let bytes = read(path)?;
    let (text, not_utf8) = decode(&name, &bytes);
    let named = like.map(|(client, _)| client.references.clone());
    let references = References::on_disk(path, None, named.unwrap_or_default())?;
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let (options, lock) = match like {
        Some((client, side)) => {
            let other = &side.input.options;
            let at = other.config.clone().unwrap_or_else(|| Pointer::root(&name));
            let options = client.options(&name, &at, references, other.overlays.clone());
            let lock_name = other.lock_name.clone();
            (Options { lock_name, ..options }, side.input.lock.clone())
        }
        None => {
            let options = Options {
                package: stem,
                references,
                ..Options::default()
            };
            (options, None)
        }
    };
    Ok(Side {
        package: options.package.clone(),
        path: name.clone(),
        revision: None,
        input: Input {
            name,
            text,
            lock,
            options,
        },
        gate: like.map_or_else(Gate::default, |(client, _)| client.review.gate),
        accepts: Vec::new(),
        not_utf8,
    })
}

impl Side {
    /// The side, as reports name it.
    pub(super) fn named(&self) -> Named<'_> {
        let elsewhere = match self.input.options.config {
            Some(_) => WORKING_TREE,
            None => "",
        };
        Named {
            file: &self.path,
            revision: self.revision.as_deref().unwrap_or(elsewhere),
        }
    }

    /// The name of the description in its folder.
    pub(super) fn path_in_folder(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

/// The bytes of a file that is not too large.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let metadata = fs::metadata(path).map_err(|error| failed(path, &error))?;
    within_limit(&path.display().to_string(), metadata.len())?;
    fs::read(path).map_err(|error| failed(path, &error))
}
