//! `spec/generator.toml`: which description becomes which package. Parses text; reads no file.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

pub(crate) use accept::AllowArgument;
use accept::AllowEntry;
use generator::diagnostics::{Allow, Deny};
use generator::source::{Pointer, join_path};
use generator::{Features, IdempotencyKey, Mode, Only, Overrides, RustType};
use sending::PaginationEntry;
use serde::{Deserialize, Deserializer, de};
use types::{TypeEntry, Types};

mod accept;
mod sending;
mod types;
mod webhooks;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    #[serde(rename = "client")]
    pub(crate) clients: Vec<Client>,
}

/// One `[[client]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Client {
    /// The description, relative to the file.
    #[serde(deserialize_with = "inside")]
    pub(crate) spec: PathBuf,
    /// The name of the package.
    pub(crate) package: Package,
    /// The folder of the package, relative to the workspace.
    #[serde(deserialize_with = "inside")]
    pub(crate) out: PathBuf,
    /// The version of the package.
    #[serde(default, deserialize_with = "version")]
    pub(crate) version: Option<String>,
    /// The findings that do not fail the run.
    #[serde(default)]
    allow: Vec<AllowEntry>,
    /// The codes of findings that fail it; `warnings` for all warnings.
    #[serde(default, deserialize_with = "all_parsed")]
    pub(crate) deny: Vec<Deny>,
    /// Rust names, by the pointer of what they are for.
    #[serde(default, deserialize_with = "by_fragment")]
    pub(crate) names: BTreeMap<String, String>,
    /// Types of the user's own, by the format of the strings and numbers that they stand for.
    #[serde(default)]
    pub(crate) formats: Types,
    /// The same by the pointer of the schema.
    #[serde(default, deserialize_with = "by_fragment")]
    pub(crate) types: Types,
    /// Whether `x-rust-type` in the description is followed.
    #[serde(default, rename = "rust-types")]
    pub(crate) rust_types: bool,
    /// The crates that these types come from.
    #[serde(default, deserialize_with = "types::dependencies")]
    pub(crate) dependencies: BTreeMap<String, String>,
    /// The part of the description that is wanted; all of it, when nothing is said.
    #[serde(default)]
    pub(crate) only: OnlyEntry,
    /// `client`, or `types` for a package without operations.
    #[serde(default, deserialize_with = "parsed")]
    pub(crate) mode: Mode,
    /// Overlays (OpenAPI Overlay 1.0), relative to the file, applied to the description in this order before anything else.
    #[serde(default)]
    pub(crate) overlays: Vec<PathBuf>,
    /// The folder that references may not leave, relative to the file; the git repository, when nothing is said.
    pub(crate) root: Option<PathBuf>,
    /// What the description may refer to outside of that folder: a URL, or a path, with the path of the file that is read for
    /// it. Paths are relative to the description. Nothing is ever fetched.
    #[serde(default)]
    pub(crate) references: BTreeMap<String, String>,
    /// The header by which the server knows a repeated request again: its name, for every POST and PATCH, or a table.
    #[serde(default, rename = "idempotency-key", deserialize_with = "sending::key")]
    pub(crate) idempotency_key: Option<IdempotencyKey>,
    /// How answers lead from one page to the next; of several entries for an operation, the first counts.
    #[serde(default)]
    pub(crate) pagination: Vec<PaginationEntry>,
    /// How what the server sends on its own is signed.
    #[serde(default)]
    pub(crate) webhooks: webhooks::Webhooks,
    /// `tags` for a feature of cargo for each tag.
    #[serde(default, deserialize_with = "parsed")]
    pub(crate) features: Features,
}

/// The operations that are wanted, by tag, path or `operationId`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OnlyEntry {
    tags: Vec<String>,
    paths: Vec<String>,
    operations: Vec<String>,
}

impl From<OnlyEntry> for Only {
    fn from(entry: OnlyEntry) -> Self {
        Self {
            tags: entry.tags,
            paths: entry.paths,
            operations: entry.operations,
        }
    }
}

/// The name of a package that cargo takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package(pub(crate) String);

impl Config {
    /// Parses the text of the file `name`.
    ///
    /// # Errors
    /// One line that says where and what.
    pub(crate) fn parse(name: &str, text: &str) -> Result<Self, String> {
        let config: Self = toml::from_str(text).map_err(|error| {
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            located(name, text, error.span().map_or(0, |span| span.start), &message)
        })?;
        for (index, client) in config.clients.iter().enumerate() {
            let tables = [&client.formats, &client.types];
            if let Some((start, message)) = types::undeclared(tables, &client.dependencies) {
                return Err(located(name, text, start, &message));
            }
            if config
                .clients
                .iter()
                .take(index)
                .any(|other| other.out == client.out)
            {
                return Err(format!(
                    "{name}: two clients have `out = \"{}\"`",
                    client.out.display()
                ));
            }
        }
        Ok(config)
    }
}

impl Client {
    /// Its entries of `allow`, for the description `document`. The client is at `at` of generator.toml.
    pub(crate) fn allowed(&self, document: &str, at: &Pointer) -> Vec<Allow> {
        let entries = self.allow.iter().enumerate();
        let at = |index| at.child("allow").index(index);
        entries
            .map(|(index, entry)| entry.to_allow(document, at(index)))
            .collect()
    }

    /// What it says of places in the description `document`. The client is at `at` of generator.toml.
    pub(crate) fn overrides(&self, document: &str, at: &Pointer) -> Overrides {
        let keys = self.names.keys();
        let entry = |key: &String| (place(document, key), at.child("names").child(key));
        Overrides {
            names: placed(document, &self.names),
            entries_of_names: keys.map(entry).collect(),
            idempotency_key: self.idempotency_key.clone(),
            signature: self.webhooks.signature.clone(),
            formats: chosen(&self.formats).collect(),
            types: placed(document, &chosen(&self.types).collect()),
            rust_types: self.rust_types,
            dependencies: self.dependencies.clone(),
            pagination: self.pagination.iter().cloned().map(Into::into).collect(),
        }
    }
}

impl FromStr for Package {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let begins_well = name.starts_with(|character: char| character.is_ascii_alphabetic());
        let goes_on_well = name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "-_".contains(character));
        if begins_well && goes_on_well {
            Ok(Self(name.to_owned()))
        } else {
            Err(format!(
                "`{name}` is no name of a package: ASCII letters, digits, `-` and `_`, a letter first"
            ))
        }
    }
}

impl<'de> Deserialize<'de> for Package {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer)
    }
}

/// A version that cargo takes. Source: Semantic Versioning 2.0.0, section 2, 9 and 10.
fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let (rest, build) = text.split_once('+').unwrap_or((&text, "0"));
    let (core, pre) = rest.split_once('-').unwrap_or((rest, "0"));
    let is_number = |part: &str| part.parse::<u64>().is_ok_and(|number| number.to_string() == part);
    let is_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let is_word =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_version = core.split('.').count() == 3
        && core.split('.').all(is_number)
        && pre
            .split('.')
            .all(|part| is_word(part) && (!is_digits(part) || is_number(part)))
        && build.split('.').all(is_word);
    match is_version {
        true => Ok(Some(text)),
        false => Err(de::Error::custom(format_args!(
            "`{text}` is no version like `1.0.0`"
        ))),
    }
}

fn parsed<'de, T: FromStr<Err: std::fmt::Display>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(de::Error::custom)
}

fn all_parsed<'de, T: FromStr<Err: std::fmt::Display>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let parsed = texts.iter().map(|text| text.parse().map_err(de::Error::custom));
    parsed.collect()
}

/// What a pointer in the file names. That of another document begins with its path from the description.
fn place(document: &str, pointer: &str) -> Pointer {
    let at = Pointer::from_reference("", pointer).unwrap_or_else(|| Pointer::root(""));
    let document = match at.document() {
        "" => document.to_owned(),
        file => join_path(document, file),
    };
    Pointer::at(&document, at.fragment())
}

fn chosen(types: &Types) -> impl Iterator<Item = (String, RustType)> {
    let types = types.iter();
    types.map(|(of, entry)| {
        let TypeEntry(chosen) = entry.get_ref();
        (of.clone(), chosen.clone())
    })
}

/// The table with places in `document` for keys.
fn placed<T: Clone>(document: &str, table: &BTreeMap<String, T>) -> BTreeMap<Pointer, T> {
    let entries = table.iter();
    entries
        .map(|(pointer, value)| (place(document, pointer), value.clone()))
        .collect()
}

/// A table with pointers for keys.
fn by_fragment<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, T>, D::Error> {
    let table = BTreeMap::<String, T>::deserialize(deserializer)?;
    for text in table.keys() {
        is_fragment(text).map_err(de::Error::custom)?;
    }
    Ok(table)
}

fn is_fragment(text: &str) -> Result<(), String> {
    if text.contains('#') && Pointer::from_reference("", text).is_some() {
        Ok(())
    } else {
        Err(format!("`{text}` is no pointer like `#/components/schemas/Pet`"))
    }
}

/// A path that stays where it is relative to.
fn inside<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
    let path = PathBuf::deserialize(deserializer)?;
    if is_inside(&path) {
        Ok(path)
    } else {
        Err(de::Error::custom(format_args!(
            "`{}` must be a relative path without `..`",
            path.display()
        )))
    }
}

/// Whether a path can't leave the folder that it is relative to.
pub(crate) fn is_inside(path: &Path) -> bool {
    let mut components = path.components().peekable();
    components.peek().is_some() && components.all(|component| matches!(component, Component::Normal(_)))
}

fn located(name: &str, text: &str, start: usize, message: &str) -> String {
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .chars()
        .rev()
        .take_while(|character| *character != '\n')
        .count()
        + 1;
    format!("{name}:{line}:{column}: {message}")
}

#[cfg(test)]
mod tests {
    use generator::diagnostics::{AllowSource, Code};
    use generator::source::PlacePattern;

    use super::*;

    const CLIENT: &str = "[[client]]\nspec = \"a.yaml\"\npackage = \"a\"\nout = \"generated\"\n";

    fn refused(text: &str) -> String {
        Config::parse("generator.toml", text).expect_err("an error")
    }

    #[test]
    fn a_client_with_an_allow() {
        let text = format!(
            "{CLIENT}allow = [{{ code = \"invalid-pattern\", pointer = \"#/components\", reason = \"known\" }}]\n"
        );
        let config = Config::parse("generator.toml", &text).expect("a config");
        let at = Pointer::root("generator.toml").descend(["client", "0"]);
        let entry = AllowSource::Config(at.descend(["allow", "0"]));
        let places = PlacePattern::parse("spec/a.yaml", "#/components");
        let allow = Allow::new(Code::InvalidPattern, places, entry).because("known");
        assert_eq!(config.clients[0].allowed("spec/a.yaml", &at), [allow]);
        let text = format!("{CLIENT}deny = [\"warnings\", \"unknown-key\"]\n");
        let config = Config::parse("generator.toml", &text).expect("a config");
        let denied = [Deny::Warnings, Deny::Code(Code::UnknownKey)];
        assert_eq!(config.clients[0].deny, denied);
    }

    #[test]
    fn names_are_placed_in_the_description() {
        let text = format!("{CLIENT}[client.names]\n\"#/components/schemas/pet\" = \"Animal\"\n");
        let config = Config::parse("generator.toml", &text).expect("a config");
        let at = Pointer::root("a.yaml").descend(["components", "schemas", "pet"]);
        let client = Pointer::root("generator.toml").descend(["client", "0"]);
        let overrides = config.clients[0].overrides("a.yaml", &client);
        assert_eq!(overrides.names, [(at.clone(), "Animal".to_owned())].into());
        let entry = client.descend(["names", "#/components/schemas/pet"]);
        assert_eq!(overrides.entries_of_names, [(at, entry)].into());
    }

    #[test]
    fn mistakes_are_one_line_with_their_place() {
        let with = |line: &str| refused(&format!("{CLIENT}{line}\n"));
        let starts = [
            (
                with("pakage = \"x\""),
                "generator.toml:5:1: unknown field `pakage`",
            ),
            (
                with("allow = [{ code = \"bad\", pointer = \"#\", reason = \"\" }]"),
                "generator.toml:5:19: there is no diagnostic code `bad`",
            ),
            (
                with("allow = [{ code = \"syntax\", pointer = \"a\", reason = \"\" }]"),
                "generator.toml:5:39: `a` is not a pointer",
            ),
            (
                with("allow = [{ code = \"syntax\", pointer = \"#\", reason = \" \" }]"),
                "generator.toml:5:53: an `allow` needs a reason: its `reason` is empty",
            ),
            (
                with("allow = [{ code = \"syntax\", pointer = \"#\" }]"),
                "generator.toml:5:10: missing field `reason`",
            ),
            (
                with("mode = \"server\""),
                "generator.toml:5:8: there is no mode `server`: it is `client` or `types`",
            ),
            (
                with("names = { pet = \"Pet\" }"),
                "generator.toml:5:9: `pet` is no pointer",
            ),
            (
                with("pagination = [{ kind = \"pages\" }]"),
                "generator.toml:5:24: there are no pages by `pages`: it is `cursor`",
            ),
            (
                with("idempotency-key = { head = \"X\" }"),
                "generator.toml:5:19: a header, or `{ header = \"X-Key\"",
            ),
            (
                with("version = \"1\""),
                "generator.toml:5:11: `1` is no version like `1.0.0`",
            ),
            (
                with("version = \"1.0.0-01\""),
                "generator.toml:5:11: `1.0.0-01` is no version",
            ),
            (
                with("features = true"),
                "generator.toml:5:12: invalid type: boolean",
            ),
            (with("="), "generator.toml:5:1: "),
            (refused(""), "generator.toml:1:1: missing field `client`"),
            (
                refused(&CLIENT.replace("generated", "../x")),
                "generator.toml:4:7: `../x` must be",
            ),
            (
                refused(&CLIENT.replace("a.yaml", "/etc/passwd")),
                "generator.toml:2:8: `/etc/passwd` must be",
            ),
            (
                refused(&CLIENT.replace("\"a\"", "\"1a\"")),
                "generator.toml:3:11: `1a` is no name of a package",
            ),
            (refused(&CLIENT.repeat(2)), "generator.toml: two clients have"),
        ];
        for (message, start) in starts {
            assert!(message.starts_with(start) && !message.contains('\n'), "{message}");
        }
    }
}
