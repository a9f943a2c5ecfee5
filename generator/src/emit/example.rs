//! Example calls in the docs. The doctests compile them, so they can't become outdated.

use std::collections::BTreeSet;

use super::Package;
use super::expression::{Expr, WIDTH};
use super::frequency::most_frequent;
use crate::ir::{
    Api, Argument, Body, ContentPlace, Library, Operation, Presence, SchemeKind, Shape, Struct, Tag, Type,
    TypeDef, UnionVariant, View,
};
use crate::naming::Ident;

/// How deep a value is built with constructors; deeper values are parsed from JSON.
const DEPTH: usize = 4;

/// An example call with a given client: the lines for its docs, including hidden ones.
pub(super) fn call(
    operation: &Operation,
    api: &Api,
    package: &Package,
    accessor: Option<&str>,
) -> Vec<String> {
    let krate = package.krate();
    let steps = Steps::of(operation, api, accessor, 0);
    let imports: Vec<&str> = steps.imports.into_iter().collect();
    let imports = match imports.as_slice() {
        [] => String::new(),
        [one] => format!("use {krate}::{one}; "),
        several => format!("use {krate}::{{{}}}; ", several.join(", ")),
    };
    let mut lines = vec![format!(
        "# {imports}async fn example(client: {krate}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
    )];
    lines.extend(steps.lines);
    lines.push("# Ok(()) }".to_owned());
    lines
}

/// An example program that creates a client and makes one call.
pub(super) struct Program<'a> {
    /// The tag of the operation that it calls.
    pub tag: Option<&'a Tag>,
    /// The item that imports what the statements refer to.
    uses: String,
    statements: Vec<String>,
}

impl<'a> Program<'a> {
    /// The first example of the crate. It calls the first operation that takes the most frequent credentials, or the first
    /// operation if none takes credentials. `None` if there is no operation.
    pub(super) fn first(api: &'a Api, package: &Package) -> Option<Self> {
        let all = || {
            let groups = api.groups.iter();
            groups.flat_map(|group| group.operations.iter().map(move |of| (group.tag.as_ref(), of)))
        };
        let usual = most_frequent(all().filter_map(|(_, operation)| credentials(operation)));
        let is_usual = |operation: &Operation| usual.is_none() || credentials(operation) == usual;
        let (tag, operation) = all().find(|(_, operation)| is_usual(operation))?;
        Some(Self::of(operation, api, package, tag, 0))
    }

    /// Values begin at this depth.
    fn of(operation: &Operation, api: &Api, package: &Package, tag: Option<&'a Tag>, depth: usize) -> Self {
        let krate = package.krate();
        let steps = Steps::of(operation, api, tag.map(|tag| tag.method.as_str()), depth);
        let imports: Vec<&str> = std::iter::once("Client").chain(steps.imports).collect();
        let uses = match imports.as_slice() {
            [one] => format!("use {krate}::{one};"),
            several => format!("use {krate}::{{{}}};", several.join(", ")),
        };
        let mut statements = client(operation, api);
        statements.extend(steps.lines);
        Self {
            tag,
            uses,
            statements,
        }
    }

    /// The lines that a reader sees.
    pub(super) fn shown(self) -> Vec<String> {
        let mut lines = vec![self.uses, String::new()];
        lines.extend(self.statements);
        lines
    }

    /// The lines of a doctest, in a function that rustdoc hides.
    pub(super) fn doctest(self) -> Vec<String> {
        let head = "# async fn example() -> Result<(), Box<dyn std::error::Error>> {";
        let mut lines = vec![self.uses, String::new(), head.to_owned()];
        lines.extend(self.statements);
        lines.push("# Ok(()) }".to_owned());
        lines
    }

    /// The lines of a function that compiles.
    fn function(self) -> Vec<String> {
        let head = "async fn example() -> Result<(), Box<dyn std::error::Error>> {";
        let mut lines = vec![self.uses, String::new(), head.to_owned()];
        let statements = self.statements.into_iter();
        lines.extend(statements.map(|line| format!("    {line}")));
        lines.extend(["    Ok(())".to_owned(), "}".to_owned()]);
        lines
    }
}

/// The longest example in bytes that values are built in.
const LONGEST: usize = 2_500;

/// A function that creates a client and calls an operation. Values that would make it long are parsed from JSON.
pub(crate) fn of_operation(operation: &Operation, api: &Api, package: &Package, tag: Option<&Tag>) -> String {
    let text = |depth| {
        Program::of(operation, api, package, tag, depth)
            .function()
            .join("\n")
    };
    let built = text(0);
    match built.len() <= LONGEST {
        true => built,
        false => text(DEPTH),
    }
}

/// Statements that make a value of a type, or read one that only servers make.
pub(crate) fn of_type(def: &TypeDef, api: &Api, package: &Package) -> String {
    let (krate, name) = (package.krate(), &def.name);
    let parsed = || {
        let read = format!("serde_json::from_str::<types::{name}>(\"…\")?");
        Expr::using("types", Expr::Text(read))
    };
    let built = |depth| match has_constructor(def) {
        true => typed(&Type::Named(name.clone()), api, depth),
        false => parsed(),
    };
    let text = |value: Expr| {
        let mut imports = BTreeSet::from(["types"]);
        value.imports(&mut imports);
        let imports: Vec<&str> = imports.into_iter().collect();
        let uses = match imports.as_slice() {
            [one] => format!("use {krate}::{one};"),
            several => format!("use {krate}::{{{}}};", several.join(", ")),
        };
        let head = "fn example() -> Result<(), Box<dyn std::error::Error>> {";
        let mut lines = vec![uses, String::new(), head.to_owned()];
        lines.extend(value.lines(4, &format!("let value: types::{name} = "), ";"));
        let print = "    println!(\"{value:?}\");";
        lines.extend([print.to_owned(), "    Ok(())".to_owned(), "}".to_owned()]);
        lines.join("\n")
    };
    let whole = text(built(0));
    match whole.len() <= LONGEST {
        true => whole,
        false => text(parsed()),
    }
}

/// The statements of a call, and the items of the crate that they refer to.
#[derive(Default)]
struct Steps {
    lines: Vec<String>,
    imports: BTreeSet<&'static str>,
}

/// The statements for the body, if there is one, and for the call.
impl Steps {
    fn of(operation: &Operation, api: &Api, accessor: Option<&str>, depth: usize) -> Self {
        let mut steps = Self::default();
        let mut arguments = Vec::new();
        for given in operation.arguments() {
            match given {
                Argument::Parameter(parameter) => arguments.push(argument(&parameter.ty, api)),
                Argument::Body(body) => arguments.extend(steps.body(body, api, depth)),
            }
        }
        let mut calls = vec![Expr::Call(format!(".{}", operation.name), arguments)];
        let optional = operation.body.as_ref().filter(|body| !body.required);
        if let Some(body) = optional {
            let argument = steps.body(body, api, depth);
            calls.push(Expr::Call(
                format!(".{}", body.name),
                argument.into_iter().collect(),
            ));
        }
        for call in &calls {
            call.imports(&mut steps.imports);
        }
        steps.lines.extend(sent(operation, accessor, &calls));
        steps
    }

    /// The argument for a body.
    fn body(&mut self, body: &Body, api: &Api, depth: usize) -> Option<Expr> {
        let chooses = body.choice.is_some();
        let content = body.contents.first()?;
        let Some(body) = &content.typed else {
            return Some(untyped(content.range.as_deref(), chooses));
        };
        if *api.resolved(&body.ty) == Type::String {
            return Some(Expr::text("\"…\""));
        }
        if is_list_of_texts(&body.ty, api) {
            return Some(Expr::text(match chooses {
                true => "&[\"…\".to_owned()][..]",
                false => "&[\"…\"]",
            }));
        }
        let value = typed(&body.ty, api, depth);
        value.imports(&mut self.imports);
        self.lines.extend(value.lines(0, "let body = ", ";"));
        let is_list = matches!(api.resolved(&body.ty), Type::Array(_));
        Some(Expr::text(match chooses && is_list {
            true => "&body[..]",
            false => "&body",
        }))
    }
}

/// The argument for a body without a type, under a range of media types if there is one.
fn untyped(range: Option<&str>, chooses: bool) -> Expr {
    match range {
        Some(range) => {
            let pair = Expr::text(format!("(\"{}\", \"…\")", sample(range)));
            match chooses {
                true => Expr::using("MediaBody", Expr::Between("MediaBody::new", Box::new(pair), "")),
                false => pair,
            }
        }
        None if chooses => Expr::using("Body", Expr::text("Body::from(\"…\")")),
        None => Expr::text("\"…\""),
    }
}

fn is_list_of_texts(of: &Type, api: &Api) -> bool {
    let Type::Array(item) = api.resolved(of) else {
        return false;
    };
    matches!(api.resolved(item), Type::String)
}

/// A media type in the range.
fn sample(range: &str) -> &'static str {
    match range.split_once('/').map(|(ty, _)| ty) {
        Some("image") => "image/png",
        Some("audio") => "audio/mpeg",
        Some("video") => "video/mp4",
        Some("text") => "text/plain",
        Some(_) | None => "application/octet-stream",
    }
}

/// The fewest credentials that the operation takes. `None` if it takes none.
fn credentials(operation: &Operation) -> Option<&[usize]> {
    let alternatives = operation.security.iter().filter(|all| !all.is_empty());
    alternatives.min_by_key(|all| all.len()).map(Vec::as_slice)
}

/// The client, with the credentials that the operation takes.
fn client(operation: &Operation, api: &Api) -> Vec<String> {
    let schemes = credentials(operation)
        .into_iter()
        .flatten()
        .filter_map(|index| api.schemes.get(*index));
    let mut setters: Vec<String> = schemes
        .map(|scheme| match scheme.kind {
            SchemeKind::Basic => format!(
                ".{}(\"user\", std::env::var(\"API_PASSWORD\")?)",
                scheme.name.rust
            ),
            SchemeKind::Bearer
            | SchemeKind::Token
            | SchemeKind::Http(_)
            | SchemeKind::ApiKeyHeader(_)
            | SchemeKind::ApiKeyQuery(_)
            | SchemeKind::ApiKeyCookie(_) => format!(".{}(std::env::var(\"API_TOKEN\")?)", scheme.name.rust),
        })
        .collect();
    if !api
        .servers
        .first()
        .is_some_and(|server| server.url.starts_with("http"))
    {
        setters.insert(0, ".base_url(\"https://api.example.com\")".to_owned());
    }
    let one_line = format!("let client = Client::builder(){}.build()?;", setters.concat());
    if one_line.chars().count() <= WIDTH {
        return vec![one_line];
    }
    let mut lines = vec!["let client = Client::builder()".to_owned()];
    lines.extend(setters.into_iter().map(|setter| format!("    {setter}")));
    lines.push("    .build()?;".to_owned());
    lines
}

/// The calls of methods on the client, and the use of the response.
fn sent(operation: &Operation, accessor: Option<&str>, calls: &[Expr]) -> Vec<String> {
    let group = accessor.map(|accessor| format!(".{accessor}()"));
    let (answer, send) = match operation.is_sequence() {
        true => ("let mut items", ".items().await?;"),
        false => ("let response", ".await?;"),
    };
    let whole = format!(
        "{answer} = client{}{}{send}",
        group.as_deref().unwrap_or_default(),
        calls.iter().map(Expr::one_line).collect::<String>()
    );
    let mut lines = if whole.chars().count() <= WIDTH {
        vec![whole]
    } else {
        let mut lines = vec![format!("{answer} = client")];
        lines.extend(group.map(|group| format!("    {group}")));
        lines.extend(calls.iter().flat_map(|call| call.lines(4, "", "")));
        lines.push(format!("    {send}"));
        lines
    };
    if operation.is_sequence() {
        let read = [
            "while let Some(item) = items.next().await {",
            "    println!(\"{:?}\", item?);",
            "}",
        ];
        lines.extend(read.map(str::to_owned));
    }
    lines
}

fn argument(ty: &Type, api: &Api) -> Expr {
    let of = api.resolved(ty);
    match of.view() {
        View::Array(inner) => Expr::Between("[", Box::new(typed(inner, api, 1)), "]"),
        View::Leaf if *of == Type::String => Expr::text("\"…\""),
        View::Leaf | View::Named(_) | View::Boxed(_) | View::Map(_) | View::Nullable(_) => {
            // The parameter's type determines what is parsed.
            let value = value(of, api, 0);
            let value = value.unwrap_or_else(|| Expr::text("serde_json::from_str(\"…\")?"));
            let by_reference = if of.is_scalar() { "" } else { "&" };
            Expr::Between(by_reference, Box::new(value), "")
        }
    }
}

/// An expression of the type, where the context determines the type; `None` if parsing JSON is better.
fn value(ty: &Type, api: &Api, depth: usize) -> Option<Expr> {
    Some(match ty {
        Type::Bool => Expr::text("true"),
        Type::I64 | Type::U64 => Expr::text("1"),
        Type::F64 => Expr::text("1.0"),
        Type::String => Expr::text("\"…\".to_owned()"),
        Type::Text(format) => Expr::Parsed(format!("{:?}", format.example())),
        Type::Custom(_) => return None,
        Type::File => Expr::using("FilePart", Expr::text("FilePart::open(\"…\")?")),
        Type::Json => Expr::text("serde_json::Value::Null"),
        Type::Array(_) => Expr::text("vec![]"),
        Type::Map(_) => Expr::text("Default::default()"),
        Type::Nullable(_) => Expr::text("None"),
        Type::Boxed(_) => return None,
        Type::Named(name) => {
            let def = api.types.get(name)?;
            match &def.shape {
                Shape::Alias(inner) => return value(inner, api, depth),
                Shape::StringEnum(values) => of_types(name, &values.variants.first()?.name.rust),
                Shape::IntegerEnum(values) => of_types(name, &values.variants.first()?.name),
                Shape::StringNewtype(newtype) => {
                    Expr::Parsed(format!("{:?}", newtype.example.as_deref().unwrap_or("…")))
                }
                Shape::Struct(object) if depth < DEPTH && has_constructor(def) => {
                    constructed(name.as_str(), object, api, depth)
                }
                Shape::Union(union) if depth < DEPTH => {
                    let convertible = union.variants.iter().find(|variant| variant.convertible);
                    let Some(variant) = convertible else {
                        let is_text =
                            |variant: &&UnionVariant| matches!(variant.place, ContentPlace::Nowhere(_));
                        let text = union.variants.iter().find(is_text)?;
                        return Some(of_types(name, &text.name));
                    };
                    if matches!(variant.ty, Type::Boxed(_)) {
                        return None;
                    }
                    let content = typed(&variant.ty, api, depth + 1);
                    Expr::using("types", Expr::Call(format!("types::{name}::from"), vec![content]))
                }
                Shape::Newtype(_) | Shape::Struct(_) | Shape::Union(_) => return None,
            }
        }
    })
}

/// A variant of a type of the description.
fn of_types(name: &Ident, variant: &Ident) -> Expr {
    Expr::using("types", Expr::Text(format!("types::{name}::{variant}")))
}

fn has_constructor(def: &TypeDef) -> bool {
    def.direction.request || !def.direction.response
}

fn constructed(name: &str, object: &Struct, api: &Api, depth: usize) -> Expr {
    let arguments = object.fields.iter().filter_map(|field| match field.presence {
        Presence::Required => Some(typed(&field.ty, api, depth + 1)),
        Presence::Nullable => Some(Expr::text("None")),
        Presence::Optional | Presence::OptionalNullable | Presence::OptionalOrNull => None,
    });
    let call = Expr::Call(format!("types::{name}::new"), arguments.collect());
    Expr::using("types", call)
}

/// An expression whose type is known without context. An argument of `impl Into<…>` doesn't determine what is parsed.
fn typed(ty: &Type, api: &Api, depth: usize) -> Expr {
    let (module, named) = match api.resolved(ty) {
        Type::Named(name) => (Some("types"), format!("types::{name}")),
        Type::Text(format) => (Some("format"), format!("format::{}", format.rust())),
        Type::Custom(path) => {
            let library = Library::of_path(&path.names());
            (library.map(|_| "format"), path.to_string())
        }
        Type::Map(_) => return Expr::text("std::collections::BTreeMap::new()"),
        Type::Boxed(inner) => return Expr::Call("Box::new".to_owned(), vec![typed(inner, api, depth)]),
        // A literal without a type is an `i32`, from which `u64` is not made.
        Type::U64 => return Expr::text("1_u64"),
        Type::Bool
        | Type::I64
        | Type::F64
        | Type::String
        | Type::File
        | Type::Json
        | Type::Array(_)
        | Type::Nullable(_) => {
            return value(ty, api, depth).unwrap_or_else(|| Expr::text("None"));
        }
    };
    let read = match value(ty, api, depth) {
        None => format!("serde_json::from_str::<{named}>(\"…\")?"),
        Some(Expr::Parsed(literal)) => format!("{literal}.parse::<{named}>()?"),
        Some(other) => return other,
    };
    match module {
        Some(module) => Expr::using(module, Expr::Text(read)),
        None => Expr::Text(read),
    }
}
