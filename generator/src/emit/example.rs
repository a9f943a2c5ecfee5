//! Example calls in the docs. The doctests compile them, so they can't become outdated.

use std::collections::BTreeSet;

use super::Package;
use super::expression::{Expr, WIDTH};
use super::tokens::resolved;
use crate::ir::{
    Api, Argument, ContentPlace, Operation, Presence, SchemeKind, Shape, Struct, Type, UnionVariant, View,
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
    let steps = Steps::of(operation, api, accessor);
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
pub(super) struct Program {
    /// The item that imports what the statements refer to.
    uses: String,
    statements: Vec<String>,
}

impl Program {
    pub(super) fn of(operation: &Operation, api: &Api, package: &Package, accessor: Option<&str>) -> Self {
        let krate = package.krate();
        let steps = Steps::of(operation, api, accessor);
        let imports: Vec<&str> = std::iter::once("Client").chain(steps.imports).collect();
        let uses = match imports.as_slice() {
            [one] => format!("use {krate}::{one};"),
            several => format!("use {krate}::{{{}}};", several.join(", ")),
        };
        let mut statements = client(operation, api);
        statements.extend(steps.lines);
        Self { uses, statements }
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
}

/// The statements of a call, and the items of the crate that they refer to.
#[derive(Default)]
struct Steps {
    lines: Vec<String>,
    imports: BTreeSet<&'static str>,
}

impl Steps {
    fn body(&mut self, expression: &Expr) {
        expression.imports(&mut self.imports);
        self.lines.extend(expression.lines(0, "let body = ", ";"));
    }
}

/// The statements for the body, if there is one, and for the call.
impl Steps {
    fn of(operation: &Operation, api: &Api, accessor: Option<&str>) -> Self {
        let chooses = operation.body.as_ref().is_some_and(|body| body.choice.is_some());
        let mut steps = Self::default();
        let mut arguments = Vec::new();
        for given in operation.arguments() {
            let body = match given {
                Argument::Parameter(parameter) => {
                    arguments.push(argument(&parameter.ty, api));
                    continue;
                }
                Argument::Body(body) => body.contents.first(),
            };
            let range = body.and_then(|content| content.range.as_deref());
            let body = body.map(|content| &content.typed);
            match body {
                Some(Some(body)) if matches!(resolved(&body.ty, api), Type::String) => {
                    arguments.push(Expr::text("\"…\""));
                }
                Some(Some(body)) if is_list_of_texts(&body.ty, api) => {
                    let owned = if chooses {
                        "&[\"…\".to_owned()][..]"
                    } else {
                        "&[\"…\"]"
                    };
                    arguments.push(Expr::text(owned));
                }
                Some(Some(body)) if chooses && matches!(resolved(&body.ty, api), Type::Array(_)) => {
                    steps.body(&typed(&body.ty, api, 0));
                    arguments.push(Expr::text("&body[..]"));
                }
                Some(None) if range.is_some() => {
                    let media_type = sample(range.unwrap_or_default());
                    let pair = Expr::text(format!("(\"{media_type}\", \"…\")"));
                    arguments.push(match chooses {
                        true => Expr::using("MediaBody", Expr::Between("MediaBody::new", Box::new(pair), "")),
                        false => pair,
                    });
                }
                Some(Some(body)) => {
                    steps.body(&typed(&body.ty, api, 0));
                    arguments.push(Expr::text("&body"));
                }
                Some(None) if chooses => {
                    arguments.push(Expr::using("Body", Expr::text("Body::from(\"…\")")));
                }
                Some(None) => arguments.push(Expr::text("\"…\"")),
                None => {}
            }
        }
        for argument in &arguments {
            argument.imports(&mut steps.imports);
        }
        steps.lines.extend(sent(operation, accessor, arguments));
        steps
    }
}

fn is_list_of_texts(of: &Type, api: &Api) -> bool {
    let Type::Array(item) = resolved(of, api) else {
        return false;
    };
    matches!(resolved(item, api), Type::String)
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

/// The client, with the credentials that the operation requires.
fn client(operation: &Operation, api: &Api) -> Vec<String> {
    let needed = operation.security.iter().min_by_key(|all| all.len());
    let schemes = needed
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

fn sent(operation: &Operation, accessor: Option<&str>, arguments: Vec<Expr>) -> Vec<String> {
    let call = Expr::Call(format!(".{}", operation.name), arguments);
    let group = accessor.map(|accessor| format!(".{accessor}()"));
    let (answer, send) = match operation.is_sequence() {
        true => ("let mut items", ".items().await?;"),
        false => ("let response", ".await?;"),
    };
    let whole = format!(
        "{answer} = client{}{}{send}",
        group.as_deref().unwrap_or_default(),
        call.one_line()
    );
    let mut lines = if whole.chars().count() <= WIDTH {
        vec![whole]
    } else {
        let mut lines = vec![format!("{answer} = client")];
        lines.extend(group.map(|group| format!("    {group}")));
        lines.extend(call.lines(4, "", ""));
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
    let of = resolved(ty, api);
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

fn has_constructor(def: &crate::ir::TypeDef) -> bool {
    def.direction.request || !def.direction.response
}

fn constructed(name: &str, object: &Struct, api: &Api, depth: usize) -> Expr {
    let arguments = object.fields.iter().filter_map(|field| match field.presence {
        Presence::Required => Some(typed(&field.ty, api, depth + 1)),
        Presence::Nullable => Some(Expr::text("None")),
        Presence::Optional | Presence::OptionalNullable => None,
    });
    let call = Expr::Call(format!("types::{name}::new"), arguments.collect());
    Expr::using("types", call)
}

/// An expression whose type is known without context. An argument of `impl Into<…>` doesn't determine what is parsed.
fn typed(ty: &Type, api: &Api, depth: usize) -> Expr {
    let (module, named) = match resolved(ty, api) {
        Type::Named(name) => (Some("types"), format!("types::{name}")),
        Type::Text(format) => (Some("format"), format!("format::{}", format.rust())),
        Type::Custom(path) => (None, path.clone()),
        Type::Map(_) => return Expr::text("std::collections::BTreeMap::new()"),
        Type::Boxed(inner) => return Expr::Call("Box::new".to_owned(), vec![typed(inner, api, depth)]),
        Type::Bool
        | Type::I64
        | Type::U64
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
