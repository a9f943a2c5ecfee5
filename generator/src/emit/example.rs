//! Example calls in the docs. The doctests compile them, so they can't become outdated.

use std::collections::BTreeSet;

use super::Package;
use super::example_value::{DEPTH, argument, has_constructor, typed};
use super::expression::{Expr, WIDTH};
use super::frequency::most_frequent;
use crate::ir::{Api, Argument, Body, Method, Operation, SchemeKind, Tag, Type, TypeDef};

/// An example call with a given client: the lines for its docs, including hidden ones.
pub(super) fn call(
    operation: &Operation,
    api: &Api,
    package: &Package,
    accessor: Option<&str>,
) -> Vec<String> {
    let krate = package.krate();
    let steps = Steps::of(operation, api, accessor, 0, Sending::Await);
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

/// How a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sending {
    Await,
    Block,
}

/// An example program that creates a client and makes one call.
pub(super) struct Program<'a> {
    /// The tag of the operation that it calls.
    pub tag: Option<&'a Tag>,
    /// The item that imports what the statements refer to.
    uses: String,
    statements: Vec<String>,
}

/// How much a request may change on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Risk {
    /// RFC 9110, section 9.2.1: a safe method.
    None,
    Change,
    Loss,
}

fn risk(method: &Method) -> Risk {
    match method {
        Method::Get | Method::Head | Method::Options | Method::Trace | Method::Query => Risk::None,
        Method::Put | Method::Post | Method::Patch | Method::Other(_) => Risk::Change,
        Method::Delete => Risk::Loss,
    }
}

impl<'a> Program<'a> {
    /// The first example of the crate. It calls an operation that changes nothing on the server, if there is one, with the most
    /// frequent credentials and without arguments, if that is possible. `None` if there is no operation.
    pub(super) fn first(api: &'a Api, package: &Package) -> Option<Self> {
        Self::sending(api, package, Sending::Await)
    }

    /// The same with the blocking client.
    pub(super) fn blocking(api: &'a Api, package: &Package) -> Option<Self> {
        Self::sending(api, package, Sending::Block)
    }

    fn sending(api: &'a Api, package: &Package, sending: Sending) -> Option<Self> {
        let all = || {
            let groups = api.groups.iter();
            groups.flat_map(|group| group.operations.iter().map(move |of| (group.tag.as_ref(), of)))
        };
        let usual = most_frequent(all().filter_map(|(_, operation)| credentials(operation)));
        let drawbacks = |operation: &Operation| {
            let is_unusual = usual.is_some() && credentials(operation) != usual;
            let takes_values = operation.parameters.iter().any(|parameter| parameter.required);
            (risk(&operation.method), is_unusual, takes_values)
        };
        let (tag, operation) = all().min_by_key(|(_, operation)| drawbacks(operation))?;
        Some(Self::of(operation, api, package, tag, 0, sending))
    }

    /// Values begin at this depth.
    fn of(
        operation: &Operation,
        api: &Api,
        package: &Package,
        tag: Option<&'a Tag>,
        depth: usize,
        sending: Sending,
    ) -> Self {
        let krate = package.krate();
        let steps = Steps::of(operation, api, tag.map(|tag| tag.method.as_str()), depth, sending);
        let imports: Vec<&str> = std::iter::once("Client").chain(steps.imports).collect();
        let uses = match imports.as_slice() {
            [one] => format!("use {krate}::{one};"),
            several => format!("use {krate}::{{{}}};", several.join(", ")),
        };
        let mut statements = client(operation, api, sending);
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

    /// The lines in a function.
    pub(super) fn body(self) -> impl Iterator<Item = String> {
        std::iter::once(self.uses).chain(self.statements)
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
        Program::of(operation, api, package, tag, depth, Sending::Await)
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
    fn of(operation: &Operation, api: &Api, accessor: Option<&str>, depth: usize, sending: Sending) -> Self {
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
        steps.lines.extend(sent(operation, accessor, &calls, sending));
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
fn client(operation: &Operation, api: &Api, sending: Sending) -> Vec<String> {
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
    let builder = match sending {
        Sending::Await => "builder",
        Sending::Block => "blocking",
    };
    let one_line = format!("let client = Client::{builder}(){}.build()?;", setters.concat());
    if one_line.chars().count() <= WIDTH {
        return vec![one_line];
    }
    let mut lines = vec![format!("let client = Client::{builder}()")];
    lines.extend(setters.into_iter().map(|setter| format!("    {setter}")));
    lines.push("    .build()?;".to_owned());
    lines
}

/// The calls of methods on the client, and the use of the response.
fn sent(operation: &Operation, accessor: Option<&str>, calls: &[Expr], sending: Sending) -> Vec<String> {
    let group = accessor.map(|accessor| format!(".{accessor}()"));
    let (answer, send) = match (operation.is_sequence(), sending) {
        (true, Sending::Await) => ("let mut items", ".items().await?;"),
        (true, Sending::Block) => ("let items", ".items()?;"),
        (false, Sending::Await) => ("let response", ".await?;"),
        (false, Sending::Block) => ("let response", ".call()?;"),
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
    let read: &[&str] = match (operation.is_sequence(), sending) {
        (true, Sending::Await) => &[
            "while let Some(item) = items.next().await {",
            "    println!(\"{:?}\", item?);",
            "}",
        ],
        (true, Sending::Block) => &["for item in items {", "    println!(\"{:?}\", item?);", "}"],
        (false, Sending::Await) => &[],
        (false, Sending::Block) => &["println!(\"{response:?}\");"],
    };
    lines.extend(read.iter().map(|line| (*line).to_owned()));
    lines
}
