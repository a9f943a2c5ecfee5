//! `AGENTS.md` and `llms.txt`: short guides for programs that write code with the package. They have the same rules as the
//! code, and lead to the pages about operations.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::pages::{INDEX, MARK, list_from_package};
use super::{Package, docs, example};
use crate::Mode;
use crate::ir::{Api, Scheme, SchemeKind};

/// The size in bytes below which each guide stays.
const LIMIT: usize = 10_000;

/// Both guides, by path.
pub(super) fn files(api: &Api, package: &Package) -> Vec<(PathBuf, String)> {
    vec![
        ("AGENTS.md".into(), agents(api, package)),
        ("llms.txt".into(), llms(api, package)),
    ]
}

/// The text with the list of all pages, or with a link to the list where that is too long.
fn with_pages(api: &Api, head: &str, tail: &str) -> String {
    let list = list_from_package(api);
    let size = [head, &list, tail].iter().map(|text| text.len()).sum::<usize>();
    match size < LIMIT {
        true => format!("{head}{list}{tail}"),
        false => format!("{head}- [{INDEX}]({INDEX}): the pages, one for each tag\n{tail}"),
    }
}

/// Source: llmstxt.org, "Format".
fn llms(api: &Api, package: &Package) -> String {
    let (name, source) = (&package.name, source(api, package));
    match package.mode {
        Mode::Types => format!(
            "# {name}\n\n> The Rust types of {source}.\n\n## Docs\n\n- [AGENTS.md](AGENTS.md): how to use the types\n- [README.md](README.md): the cargo features\n"
        ),
        Mode::Client => {
            let head = format!(
                "# {name}\n\n> A Rust client for {source}.\n\n## Docs\n\n- [AGENTS.md](AGENTS.md): how to create a client and call an operation\n- [README.md](README.md): an example, and the cargo features\n\n## Operations\n\n"
            );
            with_pages(api, &head, &format!("\n{}", details(package)))
        }
    }
}

/// The title, the file and the version of the description.
fn source(api: &Api, package: &Package) -> String {
    let (title, version) = (docs::one_line(&api.info.title), docs::one_line(&api.info.version));
    format!("{title}, generated from `{}` (version {version})", package.spec)
}

fn agents(api: &Api, package: &Package) -> String {
    let name = &package.name;
    let head = format!(
        "{MARK}\n\n# Guide to `{name}` for agents\n\nThe generator wrote every file of this package from `{}`. Change the description, not these files.\n",
        package.spec
    );
    match package.mode {
        Mode::Types => format!("{head}{TYPES}\n{}", details(package)),
        Mode::Client => {
            let mut text = head;
            if let Some(program) = example::Program::first(api, package) {
                let _ = write!(
                    text,
                    "\n## A call\n\n```rust\n{}\n```\n",
                    program.shown().join("\n")
                );
            }
            text.push_str(CALLS);
            text.push_str(&sequences(api));
            text.push_str(&credentials(api));
            text.push_str(ERRORS);
            text.push_str(TYPES);
            text.push_str("\n## Operations\n\n");
            with_pages(api, &text, &format!("\n{}", details(package)))
        }
    }
}

const CALLS: &str = "
- Arguments are the required parameters and the required body. Optional ones are methods of the call: `.limit(10)`.
- `.await` sends the call and returns the body of the response. `.raw()` returns status, headers and body.
- `BlockingClient` has the same calls without `async`; `.call()` sends them.
- `ClientBuilder` also sets `base_url`, `timeout`, `retry`, `header` and `transport`.
- In tests, the feature `testing` has a `testing::MemoryTransport`, which responds instead of a server.
";

/// How lists and streams are read, if there are any.
fn sequences(api: &Api) -> String {
    let is_paged = api.operations().any(|operation| operation.paging.is_some());
    let is_streamed = api.operations().any(|operation| operation.stream.is_some());
    let lines = [
        (
            is_paged,
            "- `.pages().items()` in place of `.await` reads the items of all pages; `.pages()` reads pages.\n",
        ),
        (
            is_streamed,
            "- `.items()` in place of `.await` reads a response item by item.\n",
        ),
    ];
    lines
        .into_iter()
        .filter_map(|(holds, line)| holds.then_some(line))
        .collect()
}

/// The setters of credentials on the builder. Every scheme has one, so a list that is too long is cut.
fn credentials(api: &Api) -> String {
    const MOST: usize = 12;
    if api.schemes.is_empty() {
        return String::new();
    }
    let mut out = "\n## Credentials\n\nThe builder of the client sets them. A call sends those that its operation requires.\n\n".to_owned();
    out.push_str(
        "- `.credentials_from_env()`: all of them, from the environment variables in its documentation\n",
    );
    for scheme in api.schemes.iter().take(MOST) {
        let _ = writeln!(out, "- {}", credential(scheme));
    }
    if let Some(more) = api.schemes.len().checked_sub(MOST).filter(|more| *more > 0) {
        let _ = writeln!(out, "- and {more} more methods of `ClientBuilder`");
    }
    out
}

fn credential(scheme: &Scheme) -> String {
    let setter = &scheme.name.rust;
    let what = match &scheme.kind {
        SchemeKind::Basic => return format!("`.{setter}(user, password)`: basic authentication"),
        SchemeKind::Bearer | SchemeKind::Token => "a bearer token".to_owned(),
        SchemeKind::Http(name) => format!("credentials after {} in `Authorization`", docs::code(name)),
        SchemeKind::ApiKeyHeader(name) => format!("the header {}", docs::code(name)),
        SchemeKind::ApiKeyQuery(name) => format!("the query parameter {}", docs::code(name)),
        SchemeKind::ApiKeyCookie(name) => format!("the cookie {}", docs::code(name)),
    };
    let flow = scheme.flow.as_ref();
    let flow = flow.map(|flow| {
        format!(
            "; `.{}(…)` requests tokens with a client id and secret",
            flow.setter
        )
    });
    format!("`.{setter}(secret)`: {what}{}", flow.unwrap_or_default())
}

const ERRORS: &str = "
## Errors

A call fails with an `Error<E>`. `error.api()` is the documented body of an error response, with the type `E` of the operation.
`error.kind()` is the kind of failure, `error.status()` the status, and `error.is_retryable()` whether a repetition may succeed.
`AnyError` is made of the errors of all operations, for functions that call several with `?`.
";

const TYPES: &str = "
## Types

Schemas are in the module `types`. A type that is sent has `new(required…)` and a setter for each optional field. Enums have a
variant `Unknown` for any other value, and unions are made with `From`. All types implement serde's traits.
";

/// How to get the details of one item.
fn details(package: &Package) -> String {
    format!(
        "## Details\n\n`generator describe NAME --client {}` prints one operation or type in under 2,000 tokens: its signature, an example that compiles, parameters or fields, responses and errors. NAME is `tag().method`, an operationId, `GET /path`, `types::Name` or the name of a schema. `--json` prints JSON.\n",
        package.name
    )
}
