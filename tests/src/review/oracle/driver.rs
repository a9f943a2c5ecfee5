//! A program that calls the operations of generated clients: it encodes requests from JSON arguments and decodes responses.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File};
use std::io;
use std::process::Stdio;

use generator::Files;
use generator::internals::ir::{Api, Argument, Body, BodyContent, Group, Operation, Parameter, SchemeKind};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::conformance::calls::{argument, spelled};
use crate::corpus::Workspace;

/// The package of the program.
pub const NAME: &str = "oracle";

/// What the program's functions use.
const MAIN: &str = include_str!("../../../cases/review/oracle.rs");

/// A question to the program.
#[derive(Clone, Debug)]
pub struct Question {
    /// The package of the client and the operation's marker.
    pub operation: (String, String),
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    /// Encode a request with these arguments: parameters as `query limit`, and a body with its media type.
    Request(Value),
    /// Decode a response.
    Response {
        status: u16,
        media_type: String,
        body: String,
    },
}

/// What the client did.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Did {
    /// It encoded this request.
    Sent(Sent),
    /// It made no request, because the arguments don't fit their types.
    Refused(String),
    /// It decoded the response.
    Read,
    /// It did not decode the response: the kind of the error, and its message.
    Failed(String, String),
}

/// A request.
#[derive(Clone, Debug, Deserialize, serde::Serialize)]
pub struct Sent {
    pub method: String,
    pub uri: String,
    pub headers: Vec<(String, String)>,
    /// The bytes, as characters of Latin-1.
    pub body: String,
}

/// Builds the program for these clients, by package, and asks it.
///
/// # Errors
/// When it doesn't compile or doesn't respond to each question.
pub fn ask(
    workspace: &Workspace,
    clients: &BTreeMap<String, Api>,
    questions: &[Question],
) -> io::Result<Vec<Did>> {
    workspace.write(NAME, &files(clients))?;
    workspace.set_members(clients.keys().map(String::as_str).chain([NAME]))?;
    let asked = workspace.member(&format!("{NAME}.lines"));
    let lines = questions.iter().map(|question| format!("{}\n", line(question)));
    fs::write(&asked, lines.collect::<String>())?;
    let output = workspace
        .cargo(&["run", "--quiet", "--package", NAME])
        .stdin(File::open(asked)?)
        .stderr(Stdio::piped())
        .output()?;
    if !output.status.success() {
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(printed));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let all: Vec<Did> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    match all.len() == questions.len() {
        true => Ok(all),
        false => Err(io::Error::other("a line for each question was expected")),
    }
}

fn line(question: &Question) -> Value {
    let (package, marker) = &question.operation;
    let operation = key(package, marker);
    match &question.what {
        What::Request(arguments) => json!({ "operation": operation, "arguments": arguments }),
        What::Response {
            status,
            media_type,
            body,
        } => json!({ "operation": operation, "status": status, "media_type": media_type, "body": body }),
    }
}

fn key(package: &str, marker: &str) -> String {
    format!("{package} {marker}")
}

fn files(clients: &BTreeMap<String, Api>) -> Files {
    let mut files = Files::new();
    let mut manifest = format!(
        "[package]\nname = \"{NAME}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nserde = \"1\"\nserde_json = \"1\"\n"
    );
    let (mut main, mut rows) = (MAIN.to_owned(), String::new());
    for (package, api) in clients {
        let krate = package.replace('-', "_");
        let _ = writeln!(
            manifest,
            "{package} = {{ path = \"../{package}\", default-features = false, features = [\"testing\", \"xml\"] }}"
        );
        let _ = writeln!(main, "mod of_{krate};");
        files.insert(format!("src/of_{krate}.rs").into(), module(&krate, api));
        for operation in api.operations() {
            let (key, marker) = (key(package, operation.marker.as_str()), &operation.marker);
            let _ = writeln!(
                rows,
                "    ({key:?}, of_{krate}::r#{}, decode::<{krate}::operations::{marker}>),",
                operation.marker.to_string().to_lowercase()
            );
        }
    }
    let _ = write!(main, "\nconst OPERATIONS: &[Row] = &[\n{rows}];\n");
    if let Some(package) = clients.keys().next() {
        let krate = package.replace('-', "_");
        main = main.replace("/* the runtime */", &format!("use {krate} as api;"));
    }
    files.insert("src/main.rs".into(), main);
    files.insert("Cargo.toml".into(), manifest);
    files
}

/// The functions of a client, one for each operation.
fn module(krate: &str, api: &Api) -> String {
    let setters = api.schemes.iter().map(|scheme| match &scheme.kind {
        SchemeKind::Basic => format!(".{}(\"user\", \"secret\")", scheme.name.rust),
        SchemeKind::Bearer
        | SchemeKind::Token
        | SchemeKind::Http(_)
        | SchemeKind::ApiKeyHeader(_)
        | SchemeKind::ApiKeyQuery(_)
        | SchemeKind::ApiKeyCookie(_) => format!(".{}(\"secret\")", scheme.name.rust),
    });
    let mut text = format!(
        "use crate::*;\n\nfn client() -> {krate}::BlockingClient {{\n    \
         {krate}::Client::blocking().transport({krate}::testing::MemoryTransport::default()){}.build().expect(\"a client\")\n}}\n",
        setters.collect::<String>()
    );
    for group in &api.groups {
        for operation in &group.operations {
            text.push_str(&function(&format!("::{krate}"), group, operation, api));
        }
    }
    text
}

/// The function that encodes the request of an operation.
fn function(krate: &str, group: &Group, operation: &Operation, api: &Api) -> String {
    let mut lines = vec!["let client = client();".to_owned()];
    let mut arguments = Vec::new();
    for given in operation.arguments() {
        match given {
            Argument::Parameter(parameter) => {
                let name = format!("value{}", arguments.len());
                lines.push(format!("let {name}{};", read(parameter, krate, "required")));
                arguments.push(argument(&name, parameter, api));
            }
            Argument::Body(body) => {
                lines.extend(body_lines(body, krate));
                arguments.push("body".to_owned());
            }
        }
    }
    let accessor = group
        .tag
        .as_ref()
        .map_or(String::new(), |tag| format!(".{}()", tag.method));
    lines.push(format!(
        "let mut call = client{accessor}.{}({});",
        operation.name,
        arguments.join(", ")
    ));
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
    {
        lines.push(format!(
            "if let Some(value){} {{ call = call.{}({}); }}",
            read(parameter, krate, "optional"),
            parameter.name.rust,
            argument("value", parameter, api)
        ));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        lines.push(format!(
            "if !given[\"body\"].is_null() {{ {} call = call.{}(body); }}",
            body_lines(body, krate).join(" "),
            body.name
        ));
    }
    lines.push("sent(call.request().map_err(text)?)".to_owned());
    format!(
        "\npub fn r#{}(given: &serde_json::Value) -> Result<serde_json::Value, String> {{\n    {}\n}}\n",
        operation.marker.to_string().to_lowercase(),
        lines.join("\n    ")
    )
}

/// The type of a parameter and the call that reads it.
fn read(parameter: &Parameter, krate: &str, function: &str) -> String {
    let key = format!("{} {}", parameter.location.as_str(), parameter.name.wire);
    let of = spelled(&parameter.ty, krate);
    format!(" = {function}::<{of}>(&given[{key:?}])?")
}

/// The lines that make the variable `body` of the argument `body`.
fn body_lines(body: &Body, krate: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut arms = String::new();
    for (index, content) in body.contents.iter().enumerate() {
        let value = content_value(content, index, krate, &mut lines);
        let value = match &body.choice {
            Some(choice) => format!("{krate}::operations::{choice}::{}({value})", content.variant),
            None => value,
        };
        let _ = write!(arms, "{:?} => {value}, ", content.media_type);
    }
    lines.push(format!(
        "let body = match given[\"body\"][\"media_type\"].as_str().unwrap_or_default() {{ {arms}_ => return Err(\"no such body\".to_owned()) }};"
    ));
    lines
}

/// The expression of a body of a media type, after the lines that read it.
fn content_value(content: &BodyContent, index: usize, krate: &str, lines: &mut Vec<String>) -> String {
    let name = format!("body{index}");
    match &content.typed {
        Some(typed) => {
            let of = spelled(&typed.ty, krate);
            lines.push(format!(
                "let {name} = body::<{of}>(given, {:?})?;",
                content.media_type
            ));
            format!("{name}.as_ref().ok_or(\"no body\")?")
        }
        None => "given[\"body\"][\"value\"].to_string().into_bytes().into()".to_owned(),
    }
}
