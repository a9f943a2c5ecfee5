//! The imports of emitted files, as one table. `emit` prints each `use` from it, and `lower` reserves each name.
//!
//! Emitters name these items through `emit::scope`. It prints the short name in the files that are listed here and the full path
//! in every other file, and records the imports of a file. So every short name in the output is reserved.

/// A file of the generated crate that imports something, or a folder of such files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum File {
    Checks,
    Client,
    Custom,
    Headers,
    Operations,
    Patterns,
    Servers,
    Types,
    Webhooks,
    Xml,
}

/// The kind of an imported name, which determines the names that it can clash with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    /// A type or a trait.
    Type,
    /// A module of the crate.
    Module,
    /// A constant.
    Value,
    /// A macro, which can't clash with generated items.
    Macro,
}

/// An item that emitted code uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Import {
    /// The path of its module: `crate::runtime::http`.
    pub module: &'static str,
    pub name: &'static str,
    pub item: Item,
    /// The files that import it. Every other file uses its full path.
    files: &'static [File],
}

impl Import {
    /// Whether the file imports it.
    pub(crate) fn is_in(&self, file: File) -> bool {
        self.files.contains(&file)
    }
}

macro_rules! imports {
    ($($constant:ident = $module:literal :: $name:literal, $item:ident in $($file:ident)*;)*) => {
        $(pub(crate) const $constant: Import = Import {
            module: $module,
            name: $name,
            item: Item::$item,
            files: &[$(File::$file),*],
        };)*

        /// All imports.
        pub(crate) const ALL: &[Import] = &[$($constant),*];
    };
}

imports! {
    ANY = "crate::runtime::http::xml"::"ANY", Value in Xml;
    API = "crate::runtime::http"::"Api", Type in Client;
    ASYNC = "crate::runtime::http"::"Async", Type in Client Operations;
    BLOCKING = "crate::runtime::http"::"Blocking", Type in Client;
    BODY = "crate::runtime::http"::"Body", Type in Operations;
    BOUND = "crate::runtime::json"::"Bound", Type in Checks;
    BTREE_MAP = "std::collections"::"BTreeMap", Type in Headers Operations Types Webhooks;
    BYTES = "bytes"::"Bytes", Type in Operations;
    CALL = "crate::client"::"Call", Type in Operations;
    CHECK = "crate::runtime::json"::"Check", Type in Checks;
    CHECKS = "crate"::"checks", Module in Operations Types;
    CHOICE = "crate::runtime::http::macros"::"choice", Macro in Operations;
    CLIENT = "crate::client"::"Client", Type in Operations;
    CLIENT_TYPES = "crate::runtime::http::macros"::"client", Macro in Client;
    CONTENT = "crate::runtime::http::xml"::"Content", Type in Xml;
    CREDENTIAL = "crate::runtime::http"::"Credential", Type in Client;
    FROM_ENV = "crate::runtime::http"::"FromEnv", Type in Client;
    VARIABLES = "crate::runtime::http"::"Variables", Type in Client;
    CUSTOM = "crate::runtime::macros"::"custom", Macro in Custom;
    ASSERTION = "crate::runtime::json"::"Assertion", Type in Checks;
    DURATION = "std::time"::"Duration", Type in Webhooks;
    ELEMENT = "crate::runtime::http::xml"::"Element", Type in Xml;
    EVIDENCE = "crate::runtime::json"::"evidence", Module in Checks;
    EXTERNAL_UNION = "crate::runtime::macros"::"external_union", Macro in Types;
    EXTRA = "crate::runtime::json"::"Extra", Type in Types;
    FILE_PART = "crate::runtime::http"::"FilePart", Type in Types;
    FORMAT = "crate"::"format", Module in Headers Operations Types Webhooks;
    HEADER = "crate::runtime::http"::"Header", Type in Headers;
    INTEGER_ENUM = "crate::runtime::macros"::"integer_enum", Macro in Types;
    INTO_LISTED = "crate::runtime::http"::"IntoListed", Type in Operations;
    JSON = "serde_json"::"Value", Type in;
    LISTED = "crate::runtime::http"::"Listed", Type in Operations;
    LISTED_ITEMS = "crate::runtime::http"::"ListedItems", Type in Operations;
    MEDIA_BODY = "crate::runtime::http"::"MediaBody", Type in Operations;
    MEMBER = "crate::runtime::http::xml"::"Member", Type in Xml;
    MEMBERS = "crate::runtime::http::xml"::"Members", Type in Xml;
    MODE = "crate::runtime::http"::"Mode", Type in Client Operations;
    NEWTYPE = "crate::runtime::macros"::"newtype", Macro in Types;
    NUMBER = "crate::runtime::json"::"Number", Type in Checks;
    OAUTH2 = "crate::runtime::http"::"OAuth2", Type in Client;
    OBJECT = "crate::runtime::macros"::"object", Macro in Types;
    OPERATION = "crate::runtime::http::macros"::"operation", Macro in Operations;
    OPERATIONS = "crate"::"operations", Module in Client;
    OUTCOME = "crate::runtime::http"::"outcome", Macro in Operations;
    PATTERN = "crate::runtime::pattern"::"Pattern", Type in Patterns;
    PATTERNS = "crate"::"patterns", Module in Checks Types;
    PLACE = "crate::runtime::http::xml"::"Place", Type in Xml;
    SCHEMA = "crate::runtime::json"::"Schema", Type in Operations;
    SCHEME_POSITIONS = "crate::client"::"scheme", Module in Operations;
    SCHEMES = "crate::runtime::http::macros"::"schemes", Macro in Client;
    SECRET = "crate::runtime::http"::"Secret", Type in Client;
    SERVER = "crate::runtime::http"::"Server", Type in Servers;
    SERVER_TABLE = "crate::runtime::http::macros"::"server", Macro in Servers;
    SERVER_VARIABLE = "crate::runtime::http::macros"::"server_variable", Macro in Servers;
    SIGNATURE = "crate::runtime::http"::"Signature", Type in Webhooks;
    STRING_ENUM = "crate::runtime::macros"::"string_enum", Macro in Types;
    STRING_NEWTYPE = "crate::runtime::macros"::"string_newtype", Macro in Types;
    STYLE = "crate::runtime::http"::"Style", Type in Operations;
    TABLES = "crate::runtime::pattern"::"Tables", Type in Patterns;
    TEXTS = "crate::runtime::http"::"Texts", Type in Operations;
    TYPES = "crate"::"types", Module in Headers Operations Webhooks;
    UNION = "crate::runtime::macros"::"union", Macro in Types;
    VALUE = "crate::runtime::json"::"Value", Type in Operations;
    WEBHOOK = "crate::runtime::http::macros"::"webhook", Macro in Webhooks;
    XML = "crate"::"xml", Module in Operations;
}

/// The generic parameter for the mode. It would hide a type with the same name.
pub(crate) const MODE_PARAMETER: &str = "M";

/// The names of types that can't be generated in these files: their imports, and the parameter for the mode.
pub(crate) fn reserved_types(files: &[File]) -> Vec<&'static str> {
    let imported = reserved(Item::Type, files);
    imported.chain([MODE_PARAMETER]).collect()
}

/// The names of constants that can't be generated in this file.
pub(crate) fn reserved_values(file: File) -> Vec<&'static str> {
    reserved(Item::Value, &[file]).collect()
}

fn reserved(item: Item, files: &[File]) -> impl Iterator<Item = &'static str> {
    let is_meant =
        move |import: &&Import| import.item == item && files.iter().any(|file| import.is_in(*file));
    ALL.iter().filter(is_meant).map(|import| import.name)
}

/// The names that a generated module can't have: the first names of paths in emitted code, and names that file systems reserve
/// for devices.
pub(crate) fn reserved_modules() -> impl Iterator<Item = &'static str> {
    let roots = ALL.iter().filter_map(|import| import.module.split("::").next());
    let modules = ALL.iter().filter(|import| import.item == Item::Module);
    roots
        .chain(modules.map(|import| import.name))
        .chain(OF_RUST)
        .chain(DEVICES)
        .chain([OF_A_FOLDER])
}

/// `mod.rs` is the file of the module of its folder.
const OF_A_FOLDER: &str = "mod";

/// Crates that are always in scope, or that a path of the user may begin with.
const OF_RUST: [&str; 4] = ["alloc", "core", "proc_macro", "test"];

/// Source: Microsoft, Naming Files, Paths, and Namespaces.
const DEVICES: [&str; 22] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// The methods that start the builders of a client.
pub(crate) const BUILDER: &str = "builder";
pub(crate) const BLOCKING_BUILDER: &str = "blocking";
